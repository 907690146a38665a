package io.outpost.agent.evaluate;

import io.outpost.agent.evaluate.Truth.Watched;
import io.outpost.agent.replay.ClipWorker;
import io.outpost.agent.replay.Replay;
import io.outpost.agent.vision.model.DetectorChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Replays clips and holds what is told against the truth. A second run, at the same time, has two
 * workers of its own, replays two clips at a time and takes them in the opposite order: neither
 * what a worker did before nor how many there are, nor how fast, has a chance to be the same.
 */
public final class Evaluator {
  private static final String EVENTS = "events.jsonl";
  private static final int OTHER_WORKERS = 2;

  private final List<Truth> truths;
  private final Path first;
  private final Optional<Path> second;
  private final Progress progress;
  private final DetectorChoice detectors;

  /** Told while it works, by several threads. */
  public interface Progress {
    /**
     * @param clip the truth's name
     * @param position media time that is done
     * @param duration of the clip; zero when it does not say
     */
    void at(String clip, Duration position, Duration duration);
  }

  /**
   * @param first where events and images of each clip go, in a folder of its name
   * @param second the same for the second run; empty for one run only
   */
  public Evaluator(List<Truth> truths, Path first, Optional<Path> second, Progress progress) {
    this(truths, first, second, progress, DetectorChoice.BUILT_IN);
  }

  private Evaluator(
      List<Truth> truths,
      Path first,
      Optional<Path> second,
      Progress progress,
      DetectorChoice detectors) {
    this.truths = List.copyOf(truths);
    this.first = first;
    this.second = second;
    this.progress = progress;
    this.detectors = detectors;
  }

  /** The same with other detectors. */
  public Evaluator with(DetectorChoice other) {
    return new Evaluator(truths, first, second, progress, other);
  }

  /**
   * @throws IOException when a clip cannot be read, the worker dies over it, or a folder cannot be
   *     written to
   */
  public Evaluation run() throws IOException, InterruptedException {
    Map<String, Replay.Summary> summaries = replay();
    List<ClipEvaluation> clips = new ArrayList<>();
    for (Truth truth : truths) {
      Path folder = first.resolve(truth.name());
      Replay.Summary summary = summaries.get(truth.name());
      if (summary == null) {
        throw new IllegalStateException("no replay of " + truth.name());
      }
      Told told = Told.read(folder.resolve(EVENTS), summary.duration().toMillis() / 1e3);
      Outcome outcome = Outcome.of(truth, told, same(truth));
      clips.add(new ClipEvaluation(truth, told, outcome, summary, folder));
    }
    return new Evaluation(clips);
  }

  private Map<String, Replay.Summary> replay() throws IOException, InterruptedException {
    if (second.isEmpty()) {
      int processors = Runtime.getRuntime().availableProcessors();
      return new Run(truths, first, Math.max(1, Math.min(truths.size(), processors))).call();
    }
    List<Truth> backwards = new ArrayList<>(truths);
    Collections.reverse(backwards);
    return AtOnce.call(
            List.of(new Run(truths, first, 1), new Run(backwards, second.get(), OTHER_WORKERS)))
        .get(0);
  }

  /** All clips, so many at a time by as many workers. */
  private final class Run implements Callable<Map<String, Replay.Summary>> {
    private final Queue<Truth> waiting;
    private final Path folder;
    private final int workers;
    private final Map<String, Replay.Summary> summaries = new ConcurrentHashMap<>();

    Run(List<Truth> clips, Path folder, int workers) {
      this.waiting = new ConcurrentLinkedQueue<>(clips);
      this.folder = folder;
      this.workers = workers;
    }

    @Override
    public Map<String, Replay.Summary> call() throws IOException, InterruptedException {
      try (ClipWorker pool = ClipWorker.start(detectors, workers)) {
        AtOnce.call(Collections.nCopies(workers, () -> replayAll(pool)));
      }
      return summaries;
    }

    private boolean replayAll(ClipWorker pool) throws IOException, InterruptedException {
      for (Truth truth = waiting.poll(); truth != null; truth = waiting.poll()) {
        String name = truth.name();
        summaries.put(
            name,
            Replay.run(
                pool,
                order(truth.watched(), folder.resolve(name)),
                (position, duration) -> progress.at(name, position, duration)));
      }
      return true;
    }
  }

  private static Replay.Order order(Watched watched, Path out) {
    return new Replay.Order(
        watched.camera(), watched.cameraFile(), watched.clip(), out, watched.start());
  }

  /** Events name their images by hash, so that equal lines are equal images. */
  private List<Boolean> same(Truth truth) throws IOException {
    if (second.isEmpty()) {
      return List.of();
    }
    Path one = first.resolve(truth.name()).resolve(EVENTS);
    Path other = second.get().resolve(truth.name()).resolve(EVENTS);
    return List.of(Files.mismatch(one, other) < 0);
  }
}
