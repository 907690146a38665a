package io.outpost.agent.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.evidence.LineMeans;
import io.outpost.agent.gate.LoadLadder;
import io.outpost.agent.gate.Look;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.BufferBudget;
import io.outpost.agent.testing.Observations;
import io.outpost.agent.testing.SimulatedTime;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.VisionSettings;
import io.outpost.agent.vision.VisionWorkers;
import io.outpost.protocols.rtp.VideoCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a worker that is not there, and so answers nothing. */
class LineBatchesTest {
  private static final Camera CAMERA = Observations.camera("yard");

  @TempDir private Path folder;

  private final SimulatedTime time = new SimulatedTime(Instant.EPOCH);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final BufferBudget budget = new BufferBudget(1000, registry);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private VisionWorkers workers;
  private LineBatches batches;

  @BeforeEach
  void open() {
    workers =
        VisionWorkers.start(
            VisionSettings.external(List.of(folder.resolve("worker.sock"))),
            threads,
            time,
            registry);
    LineMeans means =
        new LineMeans(workers, threads, time, registry, new LineMeans.Buffers(1000, budget));
    LoadWatch load = new LoadWatch(workers, time, registry, LoadLadder.Limits.DEFAULT);
    batches = new LineBatches(CAMERA, means, load, new LineMeters(registry, CAMERA.id()));
  }

  @AfterEach
  void close() {
    batches.close();
    workers.close();
    threads.shutdownNow();
  }

  private static Look look(int number, boolean key) {
    CaptureTime captured = new CaptureTime(Instant.EPOCH, CaptureTime.Source.MEDIA, Duration.ZERO);
    return new Look(
        new AccessUnit(VideoCodec.H264, new byte[10], number * 200_000L, captured, key, 0), true);
  }

  private LineBatches.Handed handed() {
    batches.add(look(0, true));
    return batches.hand(false);
  }

  private double dropped(String reason) {
    return registry.get("outpost.access.units.dropped").tag("reason", reason).counter().count();
  }

  @Test
  void waitingNanos_batchInTheWorkersHands_countsUntilTheRulesHaveSeenIt() {
    assertThat(batches.waitingNanos(time.nanos())).isZero();
    time.advance(Duration.ofSeconds(1));
    handed();
    time.advance(Duration.ofSeconds(3));

    assertThat(batches.waitingNanos(time.nanos())).isEqualTo(3_000_000_000L);
    batches.answered();
    time.advance(Duration.ofSeconds(2)); // The rules ask for stills.
    assertThat(batches.waitingNanos(time.nanos())).isEqualTo(5_000_000_000L);
    batches.seen();
    assertThat(batches.waitingNanos(time.nanos())).isZero();
  }

  @Test
  void waitingNanos_batchIsNotForTheRules_countsNoMore() {
    handed();
    time.advance(Duration.ofSeconds(3));
    batches.answered();
    batches.done();
    assertThat(batches.waitingNanos(time.nanos())).isZero();
  }

  @Test
  void replaceBy_batchInTheWorkersHands_isNotForTheRules() {
    LineBatches.Handed batch = handed();
    assertThat(batches.isReplaced(batch)).isFalse();

    batches.replaceBy(List.of(look(1, true)));

    assertThat(batches.isReplaced(batch)).isTrue();
    assertThat(batches.isPast(batch)).isFalse();
    assertThat(batches.isReplaced(batches.hand(false))).isFalse();
  }

  @Test
  void streamLost_batchInTheWorkersHands_isPast() {
    LineBatches.Handed batch = handed();
    batches.add(look(1, false));

    batches.streamLost();

    assertThat(batches.isPast(batch)).isTrue();
    assertThat(batches.isReplaced(batch)).isFalse();
    assertThat(batches.isDue()).isFalse();
    assertThat(dropped("stream-lost")).isEqualTo(1);
  }

  @Test
  void turned_batchInTheWorkersHands_isPastAndReplaced_andTheNextBeginsAtAKeyPicture() {
    LineBatches.Handed batch = handed();

    batches.turned();
    batches.add(look(1, false));

    assertThat(batches.isPast(batch)).isTrue();
    assertThat(batches.isReplaced(batch)).isTrue();
    assertThat(batches.isDue()).isFalse();
    batches.add(look(2, true));
    assertThat(batches.isDue()).isTrue();
  }

  @Test
  void failed_dropsWhatWaits_andGoesOnAtAKeyPicture() {
    handed();
    batches.add(look(1, false));
    time.advance(Duration.ofSeconds(1));

    batches.failed("it died");
    batches.done();
    batches.add(look(2, false));

    assertThat(batches.waitingNanos(time.nanos())).isZero();
    assertThat(batches.isDue()).isFalse();
    assertThat(dropped("worker-lost")).isEqualTo(1);
    assertThat(dropped("awaiting-key")).isEqualTo(1);
    assertThat(budget.usedBytes()).isZero();
    batches.add(look(3, true));
    assertThat(batches.isDue()).isTrue();
  }

  @Test
  void stop_batchInTheWorkersHands_isStillOfUse() {
    LineBatches.Handed batch = handed();

    batches.stop();

    assertThat(batches.isPast(batch)).isFalse();
    assertThat(batches.isReplaced(batch)).isFalse();
  }
}
