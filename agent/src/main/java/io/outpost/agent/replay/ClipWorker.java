package io.outpost.agent.replay;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.AgentThreads;
import io.outpost.agent.time.SystemTime;
import io.outpost.agent.vision.DetectorTime;
import io.outpost.agent.vision.VisionSettings;
import io.outpost.agent.vision.VisionWorkers;
import io.outpost.agent.vision.model.DetectorChoice;
import io.outpost.agent.vision.model.ModelKind;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Vision workers for one replay after another; they end with this process at the latest. */
public final class ClipWorker implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final ExecutorService threads;
  private final VisionWorkers workers;

  private ClipWorker(ExecutorService threads, VisionWorkers workers) {
    this.threads = threads;
    this.workers = workers;
  }

  /**
   * Starts one, and waits until it answers.
   *
   * @throws IOException with the reason, when it does not
   */
  public static ClipWorker start() throws IOException, InterruptedException {
    return start(DetectorChoice.BUILT_IN);
  }

  /**
   * The same with other detectors.
   *
   * @throws IOException when one of them cannot be used, too
   */
  public static ClipWorker start(DetectorChoice choice) throws IOException, InterruptedException {
    return start(choice, 1);
  }

  /**
   * Starts several with other detectors, for as many replays at a time.
   *
   * @throws IOException when one of the detectors cannot be used, too
   */
  public static ClipWorker start(DetectorChoice choice, int count)
      throws IOException, InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool(AgentThreads.named("replay"));
    ClipWorker worker =
        new ClipWorker(
            threads,
            VisionWorkers.start(
                VisionSettings.children(count).with(choice),
                threads,
                SystemTime.INSTANCE,
                new SimpleMeterRegistry()));
    try {
      worker.workers.awaitReady(START);
      worker.workers.awaitDetectors();
    } catch (IOException | InterruptedException failed) {
      worker.close();
      throw failed;
    }
    return worker;
  }

  /** What one call of a detector takes; the median of so many. */
  public DetectorTime time(ModelKind kind, int calls) throws IOException {
    return workers.time(kind, calls);
  }

  VisionWorkers workers() {
    return workers;
  }

  @Override
  public void close() {
    workers.close();
    threads.shutdownNow();
  }
}
