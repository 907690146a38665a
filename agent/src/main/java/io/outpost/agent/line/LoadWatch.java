package io.outpost.agent.line;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.outpost.agent.camera.Priority;
import io.outpost.agent.gate.LoadLadder;
import io.outpost.agent.gate.LoadLadder.Move;
import io.outpost.agent.gate.LoadLadder.Reason;
import io.outpost.agent.gate.LoadSample;
import io.outpost.agent.gate.LoadStep;
import io.outpost.agent.gate.StartPlaces;
import io.outpost.agent.metrics.LoopProgress;
import io.outpost.agent.metrics.ReasonCounters;
import io.outpost.agent.time.TimeSource;
import io.outpost.agent.vision.VisionWorkers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjIntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how the box fares, once a second on a thread of its own, and has the cameras spare it as
 * far as the {@link LoadLadder} says. Lines tell what they see from any thread.
 */
public final class LoadWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoadWatch.class);

  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration LONGEST_ROUND = Duration.ofMinutes(1);

  /** Work is counted when a batch is done, which may be more of it than a second has. */
  private static final Duration SMOOTHED = Duration.ofSeconds(10);

  /** A worker has as many threads; more workers share the same cores. */
  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  private final VisionWorkers vision;
  private final TimeSource time;
  private final LoadLadder ladder;
  private final ReasonCounters<Reason> moves;
  private final Set<LineWork> lines = ConcurrentHashMap.newKeySet();
  private final LongAdder answers = new LongAdder();
  private final LongAdder answerNanos = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final StartPlaces starts = StartPlaces.forProcessors(THREADS);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private long lastNanos;
  private long lastSpentNanos;
  private volatile LoadStep step = LoadStep.NONE;
  private volatile LoadSample sample = new LoadSample(0, Duration.ZERO, 0);

  public LoadWatch(
      VisionWorkers vision, TimeSource time, MeterRegistry registry, LoadLadder.Limits limits) {
    this.vision = vision;
    this.time = time;
    this.lastNanos = time.nanos();
    this.ladder = new LoadLadder(limits, lastNanos);
    this.moves =
        new ReasonCounters<>(
            registry,
            Reason.class,
            Counter.builder("outpost.degradation.moves")
                .description(
                    "Steps by which more or less work came to be shed, by what it was for"));
    Gauge.builder("outpost.degradation.step", this, watch -> watch.step.level())
        .description("How much work is shed")
        .register(registry);
    Gauge.builder("outpost.workers.busy", this, watch -> watch.sample.busyShare())
        .description("Share of the workers' threads that is at work")
        .baseUnit("ratio")
        .register(registry);
    Gauge.builder(
            "outpost.analysis.delay", this, watch -> watch.sample.answerDelay().toNanos() / 1e9)
        .description("From handing a batch to a worker until its answer, on average")
        .baseUnit("seconds")
        .register(registry);
  }

  /** Of cameras that begin. */
  StartPlaces starts() {
    return starts;
  }

  /** A line that begins is spared as the others are. */
  synchronized void join(LineWork line) {
    lines.add(line);
    line.ease(step.economy(line.priority()));
  }

  void leave(LineWork line) {
    lines.remove(line);
  }

  /** A batch was answered, so long after it was handed over. */
  void answered(long nanos) {
    answers.increment();
    answerNanos.add(nanos);
  }

  /** So many access units were dropped because the box does not keep up. */
  void dropped(int units) {
    dropped.add(units);
  }

  /**
   * Looks until it is closed.
   *
   * @param told each move, and how many cameras run; returns at once
   */
  public void watch(LoopProgress progress, ObjIntConsumer<Move> told) {
    try (LoopProgress.Loop loop = progress.watch("load", LONGEST_ROUND)) {
      while (!stopping.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
        loop.round();
        look(told);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(ObjIntConsumer<Move> told) {
    long nowNanos = time.nanos();
    sample = sample(nowNanos);
    if (!vision.ready()) {
      return; // To shed work does not start a worker sooner.
    }
    ladder.observe(nowNanos, sample, useful()).ifPresent(move -> take(move, told));
  }

  private LoadSample sample(long nowNanos) {
    long spentNanos = vision.spentNanos();
    double threadNanos = Math.max(1.0, (nowNanos - lastNanos) * (double) THREADS);
    double share = Math.max(0, spentNanos - lastSpentNanos) / threadNanos;
    double weight = Math.min(1, (nowNanos - lastNanos) / (double) SMOOTHED.toNanos());
    double busyShare = sample.busyShare() + (share - sample.busyShare()) * weight;
    lastNanos = nowNanos;
    lastSpentNanos = spentNanos;
    long count = answers.sumThenReset();
    long nanos = answerNanos.sumThenReset();
    long delayNanos =
        count > 0
            ? nanos / count
            : lines.stream().mapToLong(line -> line.waitingNanos(nowNanos)).max().orElse(0);
    return new LoadSample(
        busyShare, Duration.ofNanos(Math.max(0, delayNanos)), dropped.sumThenReset());
  }

  private Set<LoadStep> useful() {
    Set<Priority> priorities = EnumSet.noneOf(Priority.class);
    lines.forEach(line -> priorities.add(line.priority()));
    return LoadStep.useful(priorities, lines.stream().anyMatch(LineWork::strict));
  }

  private synchronized void take(Move move, ObjIntConsumer<Move> told) {
    step = move.to();
    for (LineWork line : lines) {
      line.ease(step.economy(line.priority()));
    }
    moves.increment(move.reason());
    LOG.warn(
        "{} step={} before={} reason={} busyShare={} answerDelayMillis={} dropped={} cameras={}",
        move.degrades() ? "box does not keep up, work is shed" : "work is taken up again",
        ReasonCounters.label(move.to()),
        ReasonCounters.label(move.from()),
        ReasonCounters.label(move.reason()),
        "%.2f".formatted(move.sample().busyShare()),
        move.sample().answerDelay().toMillis(),
        move.sample().dropped(),
        lines.size());
    told.accept(move, lines.size());
  }

  /** Looks no more; what is shed stays shed. */
  @Override
  public void close() {
    stopping.countDown();
  }
}
