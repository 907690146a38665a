package io.outpost.agent.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.camera.AnalysisMode;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.camera.Watchfulness;
import io.outpost.agent.demo.DrawnClip;
import io.outpost.agent.evidence.LineMeans;
import io.outpost.agent.gate.ActivityGate;
import io.outpost.agent.gate.Sampling;
import io.outpost.agent.gate.WakeReason;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GopBuffer;
import io.outpost.agent.ingest.GroupOfPictures;
import io.outpost.agent.testing.Eventually;
import io.outpost.agent.testing.GatedClip;
import io.outpost.agent.testing.QuietClip;
import io.outpost.agent.time.SystemTime;
import io.outpost.agent.vision.StreamSpec;
import io.outpost.agent.vision.VisionSettings;
import io.outpost.agent.vision.VisionStream;
import io.outpost.agent.vision.VisionWorkers;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The gate before a real worker, on a camera that is quiet but for three seconds. */
class GateIT {
  private static final Lane ROAD =
      new Lane(
          "road",
          new Polygon(
              List.of(new Point(0, 0.3), new Point(1, 0.3), new Point(1, 1), new Point(0, 1))),
          Duration.ofMillis(400),
          Set.of(ObjectClass.VEHICLE));

  private static final Camera CAMERA =
      new CameraDraft("yard", new Streams(URI.create("rtsp://127.0.0.1/a"), Optional.empty()))
          .lanes(List.of(ROAD))
          .build();

  /** Offered at most; while one audit goes on, nothing else is taken. */
  private static final int OFFERS = 200;

  private static ExecutorService threads;
  private static VisionWorkers workers;
  private static List<AccessUnit> quietClip = List.of();

  @BeforeAll
  static void start() throws Exception {
    threads = Executors.newCachedThreadPool();
    workers =
        VisionWorkers.start(
            VisionSettings.children(1), threads, SystemTime.INSTANCE, new SimpleMeterRegistry());
    workers.awaitReady(Duration.ofMinutes(1));
    quietClip = QuietClip.make(workers);
  }

  @AfterAll
  static void stop() {
    if (workers != null) {
      workers.close();
    }
    threads.shutdownNow();
  }

  private static GatedClip play(AnalysisMode mode) throws Exception {
    ActivityGate gate =
        new ActivityGate(
            Watchfulness.DEFAULT.in(mode),
            Sampling.INTERVAL,
            new GopBuffer(16 << 20, LineMeans.KEPT),
            ZoneOffset.UTC);
    StreamSpec spec = StreamSpec.of(CAMERA, quietClip.get(0).codec()).withGate();
    try (VisionStream stream = workers.open(spec)) {
      GatedClip gated = new GatedClip(gate, stream, (picture, rested) -> false);
      for (AccessUnit unit : quietClip) {
        gated.next(unit);
      }
      return gated;
    }
  }

  /** Times of the pictures that the rules got, after the first look at the scene. */
  private static List<Double> analysedLater(GatedClip gated) {
    return gated.analysedMicros().stream().map(m -> m / 1e6).filter(s -> s > 15).toList();
  }

  @Test
  void eco_quietCamera_decodesKeyPicturesAlone_andAllThatBelongsToWhatPasses() throws Exception {
    GatedClip gated = play(AnalysisMode.ECO);

    assertThat(gated.wakes()).extracting(GatedClip.Wake::reason).containsExactly(WakeReason.MOTION);
    assertThat(gated.wakes().get(0).mediaMicros()).isEqualTo(22_000_000);
    List<Double> analysed = analysedLater(gated);
    assertThat(analysed.get(0)).as("the group before").isEqualTo(20.0);
    assertThat(analysed).doesNotHaveDuplicates().isSorted();
    assertThat(analysed).contains(20.6, 21.0, 22.0, 23.0, 23.4);
    assertThat(analysed.get(analysed.size() - 1)).isBetween(27.0, 32.0);
    assertThat(gated.decoded()).isLessThan(gated.units() / 2);
  }

  @Test
  void strict_whatPasses_isNoticedAtOnce() throws Exception {
    GatedClip gated = play(AnalysisMode.STRICT);

    assertThat(gated.wakes()).extracting(GatedClip.Wake::reason).containsExactly(WakeReason.MOTION);
    assertThat(gated.wakes().get(0).mediaMicros()).isBetween(20_500_000L, 20_800_000L);
    assertThat(analysedLater(gated)).contains(20.6, 21.0, 22.0, 23.0, 23.4);
  }

  @Test
  void audit_quietGroup_isNothingMissed_andOneWithTrafficIs() throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    BlockingQueue<GroupOfPictures> missed = new LinkedBlockingQueue<>();
    try (GateAudit audit =
        new GateAudit(CAMERA, new GateAudit.Means(workers, threads, registry), 1)) {
      audit.offer(firstGroup(quietClip, 0), missed::add);
      Eventually.holds(
          "an audit", () -> registry.get("outpost.gate.audited").counter().count() == 1);
      assertThat(registry.get("outpost.gate.missed").counter().count()).isZero();

      List<AccessUnit> traffic = DrawnClip.make(workers);
      GroupOfPictures busy = firstGroup(traffic, 4_000_000);
      for (int i = 0; i < OFFERS && missed.isEmpty(); i++) {
        audit.offer(busy, missed::add);
        audit.offer(firstGroup(traffic, 6_000_000), missed::add);
        missed.addAll(
            Optional.ofNullable(missed.poll(100, TimeUnit.MILLISECONDS)).stream().toList());
      }
      assertThat(missed).isNotEmpty();
      assertThat(registry.get("outpost.gate.recall").gauge().value()).isLessThan(0.5);
    }
    assertThat(registry.getMeters()).isEmpty();
  }

  private static GroupOfPictures firstGroup(List<AccessUnit> clip, long fromMicros) {
    List<AccessUnit> group = new ArrayList<>();
    for (AccessUnit unit : clip) {
      if (unit.mediaMicros() >= fromMicros && (unit.key() || !group.isEmpty())) {
        if (unit.key() && !group.isEmpty()) {
          break;
        }
        group.add(unit);
      }
    }
    return new GroupOfPictures(group);
  }
}
