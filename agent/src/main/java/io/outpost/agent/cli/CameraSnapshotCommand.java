package io.outpost.agent.cli;

import ch.qos.logback.classic.Level;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.StreamUrl;
import io.outpost.agent.doctor.Snapshot;
import io.outpost.agent.ingest.StreamSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a picture of a camera to a file. */
@Command(
    name = "snapshot",
    description = {
      "Write a picture of a camera to a file, as JPEG, in its full size.",
      "It is the picture that the agent would see: masks are burnt in. Exit code 3 when there is none."
    },
    footer = {"", "Example:", "  outpost camera snapshot gate --out gate.jpg"})
final class CameraSnapshotCommand implements Callable<Integer> {
  private final OutpostCommand outpost;

  @Parameters(paramLabel = "ID", description = "The camera's id.")
  private String id = "";

  @Option(names = "--out", paramLabel = "FILE", description = "Else ID.jpg in this folder.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--sub", description = "Of the small picture rather than the full one.")
  private boolean sub;

  @Mixin private LoginOptions login = new LoginOptions();

  CameraSnapshotCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws Exception {
    if (!outpost.isVerbose()) {
      LogConfigurator.showOnly(Level.ERROR);
    }
    Camera camera = Registered.camera(outpost, id);
    URI uri = stream(camera);
    if (StreamUrl.isClip(uri)) {
      throw new CommandFailure(ExitCode.USAGE, "camera " + id + ": its stream is a file");
    }
    StreamSettings settings =
        StreamSettings.of(camera, uri, StoredLogin.of(outpost, camera, login));
    byte[] jpeg;
    try {
      jpeg =
          new Progress(outpost.terminal())
              .during("waiting for a picture from " + uri, () -> Snapshot.take(camera, settings));
    } catch (IOException failed) {
      throw new CommandFailure(ExitCode.UNREACHABLE, "camera " + id + ": " + failed.getMessage());
    }
    Path file = out.orElse(Path.of(id + ".jpg"));
    Files.write(file, jpeg);
    outpost.terminal().out().println("wrote " + file);
    return ExitCode.OK.code();
  }

  private URI stream(Camera camera) throws CommandFailure {
    if (!sub) {
      return camera.streams().main();
    }
    return camera
        .streams()
        .sub()
        .orElseThrow(
            () ->
                new CommandFailure(ExitCode.USAGE, "--sub: camera '" + id + "' has no sub-stream"));
  }
}
