package io.outpost.agent.cli;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Camera.Kind;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.StreamUrl;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.config.ConfigException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
      "  outpost camera add k412-east --main rtsp://192.0.2.11/1 --credentials station-7 \\",
      "    --kind highway --lane \"shoulder:400ms:0,0.61 1,0.61 1,0.82 0,0.82:vehicle\""
    })
final class CameraAddCommand implements Callable<Integer> {
  private final OutpostCommand outpost;

  @Parameters(paramLabel = "ID", description = "Letters, digits, hyphens and underscores.")
  private String id = "";

  @Option(
      names = "--main",
      required = true,
      paramLabel = "URL",
      description = "The full picture, such as rtsp://192.0.2.10/main.")
  private String main = "";

  @Option(
      names = "--sub",
      paramLabel = "URL",
      description = "The small picture, which is analysed where there is one.")
  private Optional<String> sub = Optional.empty();

  @Option(names = "--name", paramLabel = "NAME", description = "A name for people, in any script.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      converter = KindOption.class,
      completionCandidates = KindOption.class,
      description = "One of: ${COMPLETION-CANDIDATES}. Else street.")
  private Kind kind = Kind.STREET;

  @Option(names = "--faces", description = "Capture faces: the best shot of each, no identity.")
  private boolean faces;

  @Option(
      names = "--lane",
      paramLabel = LaneOption.FORM,
      converter = LaneOption.class,
      description = "A lane that may not be used; repeat for more.")
  private List<Lane> lanes = new ArrayList<>();

  @Option(
      names = "--credentials",
      paramLabel = "NAME",
      description = "Name of the entry in credentials.yaml; else, with a password, the id.")
  private Optional<String> credentialsName = Optional.empty();

  @Mixin private LoginOptions login = new LoginOptions();

  CameraAddCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws CommandFailure, ConfigException, IOException {
    CameraStore cameras = outpost.cameras();
    refuseTaken(cameras);
    StreamUrl mainUrl = url("--main", main);
    Optional<StreamUrl> subUrl = Optional.empty();
    if (sub.isPresent()) {
      subUrl = Optional.of(url("--sub", sub.get()));
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
    Camera camera =
        new Camera(
            id,
            name.orElse(id),
            kind,
            Optional.empty(),
            new Streams(mainUrl.uri(), subUrl.map(StreamUrl::uri)),
            given.isPresent() ? entry : credentialsName,
            List.of(),
            faces ? new Faces(true, Faces.DISABLED.minWidth()) : Faces.DISABLED,
            lanes);
    cameras.write(camera);
    if (given.isPresent()) {
      credentials.put(entry.orElseThrow(), given.get());
    }
    outpost.terminal().out().println("added camera " + id);
    return ExitCode.OK.code();
  }

  private void refuseTaken(CameraStore cameras) throws CommandFailure, IOException {
    if (cameras.text(id).isPresent()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "camera '%s' is registered already; edit cameras.d/%s.yaml, or remove it first"
              .formatted(id, id));
    }
  }

  private static StreamUrl url(String option, String text) throws CommandFailure {
    try {
      return StreamUrl.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(ExitCode.USAGE, option + ": " + wrong.getMessage());
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
      throws CommandFailure {
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
              + " --credentials NAME, or edit that file");
    }
  }

  private void notice(String text) {
    outpost.terminal().err().println("outpost: " + text);
  }
}
