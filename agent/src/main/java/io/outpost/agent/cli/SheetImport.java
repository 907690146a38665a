package io.outpost.agent.cli;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.CameraSheet;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.config.ConfigException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Registers the cameras of a sheet. A line that is wrong takes no other with it, and one that was
 * registered by an earlier run is left alone, so that a sheet can be put right and given again.
 */
final class SheetImport {
  private final CameraStore cameras;
  private final CredentialStore credentials;
  private final CameraLookup lookup;
  private final CapacityCheck check;
  private final boolean dryRun;
  private final Map<String, Integer> lines = new HashMap<>();

  SheetImport(OutpostCommand outpost, CameraLookup lookup, CapacityCheck check, boolean dryRun)
      throws ConfigException, IOException {
    this.cameras = outpost.cameras();
    this.credentials = outpost.credentials();
    this.lookup = lookup;
    this.check = check;
    this.dryRun = dryRun;
  }

  /** What became of a line. */
  enum Outcome {
    ADDED,
    UNCHANGED,
    REFUSED;

    /** In a dry run nothing was added yet. */
    String word(boolean dryRun) {
      return switch (this) {
        case ADDED -> dryRun ? "would be added" : "added";
        case UNCHANGED -> "registered already";
        case REFUSED -> "refused";
      };
    }
  }

  /**
   * The report on a line.
   *
   * @param problem why it was refused
   * @param full whether it was refused for want of room
   */
  record Result(int line, String id, Outcome outcome, Optional<String> problem, boolean full) {}

  List<Result> run(CameraSheet sheet) throws IOException, InterruptedException {
    List<Result> results = new ArrayList<>();
    for (CameraSheet.Row row : sheet.rows()) {
      String id = row.cell(CameraSheet.Column.ID).orElse("");
      try {
        results.add(new Result(row.line(), id, take(row), Optional.empty(), false));
      } catch (CommandFailure refused) {
        boolean full = refused.exitCode() == ExitCode.FULL;
        results.add(refusal(row, id, String.valueOf(refused.getMessage()), full));
      } catch (ConfigException refused) {
        results.add(refusal(row, id, String.join("; ", refused.problems()), false));
      }
    }
    return results;
  }

  private static Result refusal(CameraSheet.Row row, String id, String problem, boolean full) {
    return new Result(row.line(), id, Outcome.REFUSED, Optional.of(problem), full);
  }

  private Outcome take(CameraSheet.Row row)
      throws CommandFailure, ConfigException, IOException, InterruptedException {
    SheetRow read = SheetRow.of(row);
    Camera camera = read.camera();
    Integer earlier = lines.putIfAbsent(camera.id(), row.line());
    if (earlier != null) {
      throw new CommandFailure(ExitCode.USAGE, "the id is taken by line " + earlier);
    }
    cameras.check(camera);
    Optional<Camera> registered = cameras.find(camera.id());
    if (registered.isPresent()) {
      if (isMeant(registered.get(), read)) {
        return Outcome.UNCHANGED;
      }
      throw new CommandFailure(
          ExitCode.USAGE,
          "registered already, and not as this line says; 'outpost camera edit %s' changes it"
              .formatted(camera.id()));
    }
    refuseUnknownOrOther(read);
    Camera asked = asked(read); // in a dry run too: it shows which camera does not answer
    check.admitQuietly(asked);
    if (!dryRun) {
      if (read.credentials().isPresent()) {
        credentials.put(camera.credentials().orElseThrow(), read.credentials().get());
      }
      cameras.write(asked);
    }
    return Outcome.ADDED;
  }

  /** With the streams that the camera names, where the line gives but its address. */
  private Camera asked(SheetRow read) throws CommandFailure, ConfigException, InterruptedException {
    Camera camera = read.camera();
    if (read.address().isEmpty()) {
      return camera;
    }
    Optional<String> name = camera.credentials();
    Optional<Credentials> login = read.credentials();
    if (login.isEmpty() && name.isPresent()) {
      login = credentials.find(name.get());
    }
    FoundCamera found = lookup.find(read.address().get(), login);
    CameraDraft draft = CameraDraft.of(camera).streams(found.streams()).device(found.device());
    if (camera.name().equals(camera.id())) {
      found.name().ifPresent(draft::name);
    }
    return draft.build();
  }

  /** What a sheet does not say may have been added since: lanes above all. */
  private static boolean isMeant(Camera registered, SheetRow row) {
    Camera camera = row.camera();
    return CameraDraft.of(camera)
        .streams(row.address().isPresent() ? registered.streams() : camera.streams())
        .name(row.address().isPresent() ? registered.name() : camera.name())
        .enabled(registered.enabled())
        .device(registered.device())
        .masks(registered.masks())
        .lanes(registered.lanes())
        .detectors(registered.detectors())
        .faces(registered.faces().enabled(camera.faces().enabled()))
        .build()
        .equals(registered);
  }

  /** Many lines may name one entry; they must mean the same. */
  private void refuseUnknownOrOther(SheetRow row) throws CommandFailure, ConfigException {
    Optional<String> name = row.camera().credentials();
    if (name.isEmpty()) {
      return;
    }
    if (row.credentials().isEmpty() && credentials.user(name.get()).isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "credentials: no entry '%s'; store it: outpost credentials set %s"
              .formatted(name.get(), name.get()));
    }
    if (row.credentials().isPresent()
        && credentials.user(name.get()).isPresent()
        && !credentials.find(name.get()).equals(row.credentials())) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "credentials: entry '%s' has another user or password".formatted(name.get()));
    }
  }
}
