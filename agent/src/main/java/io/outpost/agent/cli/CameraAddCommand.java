package io.outpost.agent.cli;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.camera.CredentialStore;
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
      "A user and password inside a URL are moved to credentials.yaml."
    },
    footer = {
      "",
      "Examples:",
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
      names = "--credentials",
      paramLabel = "NAME",
      description = "Name of the entry in credentials.yaml; else, with a password, the id.")
  private Optional<String> credentialsName = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "FILE.csv",
      description = {
        "Register every camera of a sheet. Its first line names the columns: id and main, and maybe",
        "sub, name, kind, user, password, credentials, latitude, longitude, bearing, faces."
      })
  private Optional<Path> sheet = Optional.empty();

  @Option(names = "--dry-run", description = "With --from: say what would be done, and do nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "With --from: print the report as a JSON array.")
  private boolean json;

  @Mixin private CameraSettings settings = new CameraSettings();

  @Mixin private LoginOptions login = new LoginOptions();

  CameraAddCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws CommandFailure, ConfigException, IOException {
    if (sheet.isPresent()) {
      if (!id.isEmpty() || main.isPresent() || sub.isPresent() || !settings.isEmpty()) {
        throw new CommandFailure(ExitCode.USAGE, "--from: the sheet says it all; give no more");
      }
      return new SheetReport(outpost, dryRun, json).run(sheet.get());
    }
    if (id.isEmpty() || main.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "expected ID and --main URL, or --from FILE.csv; see 'outpost camera add --help'");
    }
    CameraStore cameras = outpost.cameras();
    refuseTaken(cameras);
    StreamUrl mainUrl = StreamOption.parse("--main", main.get());
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
    CredentialStore credentials = outpost.credentials();
    Optional<String> entry = credentialsName.or(() -> Optional.of(id));
    refuseUnknownOrOther(credentials, given);
    CameraDraft draft =
        new CameraDraft(id, new Streams(mainUrl.uri(), subUrl.map(StreamUrl::uri)))
            .credentials(given.isPresent() ? entry : credentialsName);
    Camera camera = settings.over(draft).build();
    cameras.check(camera);
    if (given.isPresent()) { // first: a running agent takes the camera as soon as it is there
      credentials.put(entry.orElseThrow(), given.get());
    }
    cameras.write(camera);
    outpost.terminal().out().println("added camera " + id);
    return ExitCode.OK.code();
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

  /** Names must lead somewhere, and no entry that other cameras use is overwritten by the way. */
  private void refuseUnknownOrOther(CredentialStore credentials, Optional<Credentials> given)
      throws CommandFailure, ConfigException {
    if (credentialsName.isPresent()
        && given.isEmpty()
        && credentials.find(credentialsName.get()).isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--credentials: no entry '%s' in credentials.yaml; give --user USER to make it"
              .formatted(credentialsName.get()));
    }
    Optional<Credentials> stored = credentials.find(credentialsName.orElse(id));
    if (given.isPresent() && stored.isPresent() && !stored.equals(given)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "credentials.yaml: entry '%s' has another user or password; name another one with"
                  .formatted(credentialsName.orElse(id))
              + " --credentials NAME, or change it: outpost credentials set NAME");
    }
  }

  private void notice(String text) {
    outpost.terminal().err().println("outpost: " + text);
  }
}
