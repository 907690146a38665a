package io.outpost.agent.vision;

import io.outpost.agent.vision.model.DetectorChoice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How the workers are run.
 *
 * @param children worker processes to start; 0 when they run on their own
 * @param sockets where workers that run on their own listen
 * @param models folder with the built-in detectors, for children
 * @param callTimeout a worker that leaves a request without an answer for this long is killed
 * @param detectors in place of the built-in ones
 */
public record VisionSettings(
    int children, List<Path> sockets, Path models, Duration callTimeout, DetectorChoice detectors) {
  /** More workers than this are a mistake. */
  static final int MAX_WORKERS = 64;

  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

  public VisionSettings {
    sockets = List.copyOf(sockets);
    int workers = children + sockets.size();
    if (workers < 1 || workers > MAX_WORKERS) {
      throw new IllegalArgumentException(workers + " vision workers, expected 1 to " + MAX_WORKERS);
    }
  }

  /** With the built-in detectors. */
  public VisionSettings(int children, List<Path> sockets, Path models, Duration callTimeout) {
    this(children, sockets, models, callTimeout, DetectorChoice.BUILT_IN);
  }

  /** The same with other detectors. */
  public VisionSettings with(DetectorChoice choice) {
    return new VisionSettings(children, sockets, models, callTimeout, choice);
  }

  /** Workers as children of this process: they end with it. */
  public static VisionSettings children(int count) {
    return new VisionSettings(count, List.of(), defaultModels(), CALL_TIMEOUT);
  }

  /** Workers that run as services of their own. */
  public static VisionSettings external(List<Path> sockets) {
    return new VisionSettings(0, sockets, defaultModels(), CALL_TIMEOUT);
  }

  /** {@code -Doutpost.models}, else {@code models} in the folder of the distribution. */
  public static Path defaultModels() {
    String models = System.getProperty("outpost.models");
    return models != null
        ? Path.of(models)
        : Path.of(System.getProperty("outpost.home", ".")).resolve("models");
  }
}
