package io.outpost.agent.cli;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.agent.Detectors;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraFile;
import io.outpost.agent.camera.DetectorNames;
import io.outpost.agent.replay.Replay;
import io.outpost.agent.vision.model.DetectorChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Analyses a clip as if it came from a camera. */
@Command(
    name = "replay",
    description = {
      "Analyse a clip as the agent would analyse a camera, as fast as the machine can.",
      "Writes DIR/events.jsonl, DIR/images/ and DIR/clips/; the same clip and camera file give the same bytes."
    })
final class ReplayCommand implements Callable<Integer> {
  private final OutpostCommand outpost;

  @Parameters(paramLabel = "CLIP", description = "A file with H.264, H.265 or Motion JPEG video.")
  private Path clip = Path.of("");

  @Option(
      names = "--camera",
      required = true,
      paramLabel = "FILE",
      description = "A camera file as in cameras.d/.")
  private Path cameraFile = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where the events go; what an earlier run left there is replaced.")
  private Path out = Path.of("");

  @Option(
      names = "--start",
      paramLabel = "TIME",
      defaultValue = "1970-01-01T00:00:00Z",
      description = "When the clip begins; else ${DEFAULT-VALUE}.")
  private Instant start = Instant.EPOCH;

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  ReplayCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws Exception {
    if (!Files.isReadable(clip)) {
      throw new CommandFailure(
          ExitCode.FAILED, clip + ": no such file, or no permission to read it");
    }
    if (!outpost.isVerbose()) {
      LogConfigurator.showOnly(Level.WARN);
    }
    Camera camera = CameraFile.read(cameraFile, cameraFile.toString());
    DetectorChoice detectors =
        camera.detectors().equals(DetectorNames.NONE)
            ? DetectorChoice.BUILT_IN
            : Detectors.of(
                camera, cameraFile.toString(), DetectorChoice.BUILT_IN, outpost.models());
    Replay.Order order = new Replay.Order(camera, cameraFile, clip, out, start);
    AtomicReference<String> doing = new AtomicReference<>("starting the vision worker");
    Replay.Summary summary =
        new Progress(outpost.terminal())
            .during(
                doing::get,
                () ->
                    Replay.run(
                        order, detectors, (done, whole) -> doing.set(position(done, whole))));
    outpost.terminal().out().println(json ? json(summary) : text(summary));
    return ExitCode.OK.code();
  }

  private static String position(Duration done, Duration whole) {
    return whole.isZero()
        ? "replaying, at " + done.toSeconds() + " s of the clip"
        : "replaying, %d %% of %d s"
            .formatted(Math.min(100, 100 * done.toMillis() / whole.toMillis()), whole.toSeconds());
  }

  private String text(Replay.Summary summary) {
    return "%d events from %d pictures (%d did not decode), %.1f s of video: %s"
        .formatted(
            summary.events(),
            summary.pictures(),
            summary.corrupt(),
            summary.duration().toMillis() / 1000.0,
            out.resolve("events.jsonl"));
  }

  private String json(Replay.Summary summary) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("events", summary.events());
    json.put("pictures", summary.pictures());
    json.put("corrupt", summary.corrupt());
    json.put("durationSeconds", summary.duration().toMillis() / 1000.0);
    json.put("file", out.resolve("events.jsonl").toString());
    return json.toString();
  }
}
