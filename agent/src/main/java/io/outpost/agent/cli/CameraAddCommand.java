package io.outpost.agent.cli;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.StreamUrl;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a camera's file, and its password where passwords belong. */
@Command(
    name = "add",
    description = {
      "Register a camera: write its file in cameras.d/.",
      "Refused with exit code 5 when 'outpost plan' found that the box has no room for it.",
      "On a terminal, without options, it looks for cameras and asks for the rest.",
      "A user and password inside a URL are moved to credentials.yaml."
    },
    footer = {
      "",
      "Examples:",
      "  outpost camera add",
      "  outpost camera add gate --address 192.0.2.10 --user admin",
      "  outpost camera add gate --main rtsp://192.0.2.10/main --sub rtsp://192.0.2.10/sub \\",
      "    --user admin",
      "  outpost camera add --from station.csv --dry-run",
      "  outpost camera add k412-east --main rtsp://192.0.2.11/1 --credentials station-7 \\",
      "    --kind highway --lane \"shoulder:400ms:0,0.61 1,0.61 1,0.82 0,0.82:vehicle\""
    })
final class CameraAddCommand implements Callable<Integer> {
  private final OutpostCommand outpost;

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      converter = NameOption.class,
      description = "Letters, digits, hyphens and underscores.")
  private String id = "";

  @Option(
      names = "--main",
      paramLabel = "URL",
      description = "The full picture, such as rtsp://192.0.2.10/main.")
  private Optional<String> main = Optional.empty();

  @Option(
      names = "--sub",
      paramLabel = "URL",
      description = "The small picture, which is analysed where there is one.")
  private Optional<String> sub = Optional.empty();

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      description = "Ask the camera at this address for its streams, by ONVIF.")
  private Optional<String> address = Optional.empty();

  @Option(
      names = "--credentials",
      paramLabel = "NAME",
      description = "Name of the entry in credentials.yaml; else, with a password, the id.")
  private Optional<String> credentialsName = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "FILE.csv",
      description = {
        "Register every camera of a sheet. Its first line names the columns: id, main or address, and",
        "maybe sub, name, kind, user, password, credentials, latitude, longitude, bearing, faces."
      })
  private Optional<Path> sheet = Optional.empty();

  @Option(names = "--dry-run", description = "With --from: say what would be done, and do nothing.")
  private boolean dryRun;

  @Option(
      names = "--force",
      description =
          "Register it even when the box has no room for it by what 'outpost plan' measured.")
  private boolean force;

  @Option(names = "--json", description = "With --from: print the report as a JSON array.")
  private boolean json;

  @Mixin private ReceptionOptions reception = new ReceptionOptions();

  @Mixin private CameraSettings settings = new CameraSettings();

  @Mixin private LoginOptions login = new LoginOptions();

  CameraAddCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws Exception {
    if (sheet.isPresent()) {
      if (!id.isEmpty()
          || main.isPresent()
          || sub.isPresent()
          || !reception.isEmpty()
          || !settings.isEmpty()) {
        throw new CommandFailure(ExitCode.USAGE, "--from: the sheet says it all; give no more");
      }
      return new SheetReport(outpost, dryRun, json, force).run(sheet.get());
    }
    if (main.isPresent() && address.isPresent()) {
      throw new CommandFailure(ExitCode.USAGE, "--main and --address: give one of them");
    }
    if (main.isEmpty() && address.isEmpty() && outpost.terminal().interactive()) {
      return new GuidedAdd(outpost, settings, reception, force).run(id);
    }
    if (id.isEmpty() || (main.isEmpty() && address.isEmpty())) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "expected ID and --main URL or --address ADDRESS, or --from FILE.csv; see 'outpost camera"
              + " add --help'");
    }
    refuseTaken(outpost.cameras());
    return main.isPresent() ? addByUrl(main.get()) : addByAddress(address.get());
  }

  private int addByUrl(String mainText) throws CommandFailure, ConfigException, IOException {
    StreamUrl mainUrl = StreamOption.parse("--main", mainText);
    Optional<StreamUrl> subUrl = Optional.empty();
    if (sub.isPresent()) {
      subUrl = Optional.of(StreamOption.parse("--sub", sub.get()));
    }
    Optional<Credentials> given = inUrls(mainUrl, subUrl);
    if (given.isPresent()) {
      notice("user and password were taken out of the URL; next time give --user, which asks");
    } else {
      given = login.ask(outpost.terminal(), id);
    }
    Registration registration = new Registration(outpost, id, credentialsName);
    registration.refuseUnknownOrOther(given);
    CameraDraft draft =
        settings.over(
            new CameraDraft(
                id, reception.over(new Streams(mainUrl.uri(), subUrl.map(StreamUrl::uri)))));
    return add(registration, draft, given);
  }

  private int addByAddress(String text) throws Exception {
    Optional<Credentials> given = login.ask(outpost.terminal(), text);
    Registration registration = new Registration(outpost, id, credentialsName);
    registration.refuseUnknownOrOther(given);
    Optional<Credentials> asked = given.or(() -> Optional.empty());
    if (asked.isEmpty() && credentialsName.isPresent()) {
      asked = outpost.credentials().find(credentialsName.get());
    }
    Optional<Credentials> with = asked;
    FoundCamera found;
    try (CameraLookup lookup = new CameraLookup()) {
      found =
          new Progress(outpost.terminal())
              .during("asking the camera at " + text, () -> lookup.find(text, with));
    }
    CameraDraft draft = found.draft(id).streams(reception.over(found.streams()));
    found.name().ifPresent(draft::name);
    return add(registration, settings.over(draft), given);
  }

  private int add(Registration registration, CameraDraft draft, Optional<Credentials> given)
      throws CommandFailure, ConfigException, IOException {
    Camera camera = registration.camera(draft, given);
    CapacityCheck.of(outpost, force).admit(camera);
    return registration.add(camera, given);
  }

  private void refuseTaken(CameraStore cameras) throws CommandFailure, IOException {
    if (cameras.text(id).isPresent()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "camera '%s' is registered already; change it: outpost camera edit %s".formatted(id, id));
    }
  }

  private static Optional<Credentials> inUrls(StreamUrl main, Optional<StreamUrl> sub)
      throws CommandFailure {
    Optional<Credentials> other = sub.flatMap(StreamUrl::credentials);
    if (main.credentials().isPresent() && other.isPresent() && !main.credentials().equals(other)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--main and --sub carry different users or passwords; a camera has one of each");
    }
    return main.credentials().or(() -> other);
  }

  private void notice(String text) {
    outpost.terminal().err().println("outpost: " + text);
  }
}
