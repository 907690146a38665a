package io.outpost.agent.line;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.outpost.agent.analysis.Passers;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.gate.Look;
import io.outpost.agent.gate.Sampling;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GroupOfPictures;
import io.outpost.agent.vision.Analysis;
import io.outpost.agent.vision.StreamSpec;
import io.outpost.agent.vision.VisionStream;
import io.outpost.agent.vision.VisionWorkers;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one in a hundred of the groups of pictures that the gate called quiet: what passes in
 * them was missed. So the operator of a thousand cameras sees of which one the gate knows too
 * little.
 *
 * <p>An audit knows nothing of what the gate has learnt: once a second the detectors look at all of
 * the picture, in between, five times a second, around what they found. To look at all of each
 * picture would cost more than the glances between two audits. Who is there for less than a second
 * can escape it.
 */
final class GateAudit implements AutoCloseable {
  /** Of the quiet groups, so many for each that is audited. */
  static final int ONE_IN = 100;

  /** What it works with. */
  record Means(VisionWorkers vision, Executor threads, MeterRegistry metrics) {}

  private final Camera camera;
  private final Means means;
  private final int oneIn;
  private final SplittableRandom random;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final MeterRegistry registry;
  private final Counter quiet;
  private final Counter audited;
  private final Counter missed;
  private final Gauge recall;
  private final AtomicLong seen = new AtomicLong();
  private long lastMicros = Long.MIN_VALUE;

  GateAudit(Camera camera, Means means, int oneIn) {
    this.camera = camera;
    this.means = means;
    this.oneIn = oneIn;
    this.random = new SplittableRandom(camera.id().hashCode());
    this.registry = means.metrics();
    this.quiet =
        Counter.builder("outpost.gate.quiet.groups")
            .description("Groups of pictures in which the gate saw nothing move")
            .tag("camera", camera.id())
            .register(registry);
    this.audited =
        Counter.builder("outpost.gate.audited")
            .description("Groups of pictures called quiet that were looked at after all")
            .tag("camera", camera.id())
            .register(registry);
    this.missed =
        Counter.builder("outpost.gate.missed")
            .description("Audited groups of pictures in which somebody passed")
            .tag("camera", camera.id())
            .register(registry);
    this.recall =
        Gauge.builder("outpost.gate.recall", this, GateAudit::estimate)
            .description("Share of what passes that wakes the gate, as far as audits can tell")
            .tag("camera", camera.id())
            .register(registry);
  }

  /** The gate woke by itself. */
  void woke() {
    seen.incrementAndGet();
  }

  /**
   * Takes notice of a quiet group, and now and then looks at it.
   *
   * @param onMissed told, later and on another thread, when something passes in it
   */
  void offer(GroupOfPictures group, Consumer<GroupOfPictures> onMissed) {
    long micros = group.units().get(0).mediaMicros();
    if (micros == lastMicros) {
      return;
    }
    lastMicros = micros;
    quiet.increment();
    if (random.nextInt(oneIn) == 0 && busy.compareAndSet(false, true)) {
      look(group, onMissed);
    }
  }

  private void look(GroupOfPictures group, Consumer<GroupOfPictures> onMissed) {
    Sampling sampling = new Sampling(Sampling.INTERVAL);
    List<Look> looks = new ArrayList<>();
    for (AccessUnit unit : group.units()) {
      looks.add(new Look(unit, sampling.due(unit.mediaMicros())));
    }
    StreamSpec spec = StreamSpec.of(camera, group.units().get(0).codec());
    VisionStream stream = means.vision().open(spec.withGate());
    var unused =
        stream
            .analyse(looks)
            .whenCompleteAsync(
                (done, failure) -> {
                  stream.close();
                  judge(group, done, onMissed);
                },
                means.threads());
  }

  private void judge(
      GroupOfPictures group, @Nullable Analysis done, Consumer<GroupOfPictures> onMissed) {
    boolean missedSomebody = done != null && Passers.moveIn(camera, done.pictures());
    if (missedSomebody) {
      missed.increment();
    }
    busy.set(false);
    if (done != null) { // Else the worker died; whatever killed it shows up elsewhere.
      audited.increment();
    }
    if (missedSomebody) {
      onMissed.accept(group);
    }
  }

  /** Not a number before the first audit. */
  private double estimate() {
    double missedOfAll = missed.count() / audited.count() * quiet.count();
    double all = seen.get() + missedOfAll;
    return all == 0 ? Double.NaN : seen.get() / all;
  }

  @Override
  public void close() {
    List.of(quiet, audited, missed, recall).forEach(registry::remove);
  }
}
