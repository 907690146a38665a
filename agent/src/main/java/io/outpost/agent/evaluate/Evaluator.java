package io.outpost.agent.evaluate;

import io.outpost.agent.ClipWorker;
import io.outpost.agent.Replay;
import io.outpost.agent.evaluate.Truth.Watched;
import io.outpost.agent.vision.model.DetectorChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replays clips and holds what is told against the truth. A second run has a worker of its own and
 * takes the clips in the opposite order, so that what a worker did before has no chance to be the
 * same.
 */
public final class Evaluator {
  private static final String EVENTS = "events.jsonl";

  private final List<Truth> truths;
  private final Path first;
  private final Optional<Path> second;
  private final Progress progress;
  private final DetectorChoice detectors;

  /** Told while it works. */
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
    Map<String, Replay.Summary> summaries = replay(truths, first);
    if (second.isPresent()) {
      List<Truth> backwards = new ArrayList<>(truths);
      Collections.reverse(backwards);
      replay(backwards, second.get());
    }
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

  private Map<String, Replay.Summary> replay(List<Truth> clips, Path folder)
      throws IOException, InterruptedException {
    Map<String, Replay.Summary> summaries = new HashMap<>();
    try (ClipWorker worker = ClipWorker.start(detectors)) {
      for (Truth truth : clips) {
        String name = truth.name();
        summaries.put(
            name,
            Replay.run(
                worker,
                order(truth.watched(), folder.resolve(name)),
                (position, duration) -> progress.at(name, position, duration)));
      }
    }
    return summaries;
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
