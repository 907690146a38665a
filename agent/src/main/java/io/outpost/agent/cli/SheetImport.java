package io.outpost.agent.cli;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.CameraSheet;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.camera.Faces;
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
  private final boolean dryRun;
  private final Map<String, Integer> lines = new HashMap<>();

  SheetImport(CameraStore cameras, CredentialStore credentials, boolean dryRun) {
    this.cameras = cameras;
    this.credentials = credentials;
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
   */
  record Result(int line, String id, Outcome outcome, Optional<String> problem) {}

  List<Result> run(CameraSheet sheet) throws IOException {
    List<Result> results = new ArrayList<>();
    for (CameraSheet.Row row : sheet.rows()) {
      String id = row.cell(CameraSheet.Column.ID).orElse("");
      try {
        results.add(new Result(row.line(), id, take(row), Optional.empty()));
      } catch (CommandFailure refused) {
        results.add(refusal(row, id, String.valueOf(refused.getMessage())));
      } catch (ConfigException refused) {
        results.add(refusal(row, id, String.join("; ", refused.problems())));
      }
    }
    return results;
  }

  private static Result refusal(CameraSheet.Row row, String id, String problem) {
    return new Result(row.line(), id, Outcome.REFUSED, Optional.of(problem));
  }

  private Outcome take(CameraSheet.Row row) throws CommandFailure, ConfigException, IOException {
    SheetRow read = SheetRow.of(row);
    Camera camera = read.camera();
    Integer earlier = lines.putIfAbsent(camera.id(), row.line());
    if (earlier != null) {
      throw new CommandFailure(ExitCode.USAGE, "the id is taken by line " + earlier);
    }
    cameras.check(camera);
    Optional<Camera> registered = cameras.find(camera.id());
    if (registered.isPresent()) {
      if (isMeant(registered.get(), camera)) {
        return Outcome.UNCHANGED;
      }
      throw new CommandFailure(
          ExitCode.USAGE,
          "registered already, and not as this line says; 'outpost camera edit %s' changes it"
              .formatted(camera.id()));
    }
    refuseUnknownOrOther(read);
    if (!dryRun) {
      if (read.credentials().isPresent()) {
        credentials.put(camera.credentials().orElseThrow(), read.credentials().get());
      }
      cameras.write(camera);
    }
    return Outcome.ADDED;
  }

  /** What a sheet does not say may have been added since: lanes above all. */
  private static boolean isMeant(Camera registered, Camera camera) {
    return CameraDraft.of(camera)
        .enabled(registered.enabled())
        .device(registered.device())
        .masks(registered.masks())
        .lanes(registered.lanes())
        .faces(new Faces(camera.faces().enabled(), registered.faces().minWidth()))
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
