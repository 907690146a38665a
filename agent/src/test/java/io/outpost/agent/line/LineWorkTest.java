package io.outpost.agent.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.analysis.Observation;
import io.outpost.agent.analysis.Observation.PresenceNoticed;
import io.outpost.agent.analysis.Phase;
import io.outpost.agent.camera.AnalysisMode;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.camera.Watchfulness;
import io.outpost.agent.event.EventFactory;
import io.outpost.agent.event.Versions;
import io.outpost.agent.evidence.LineEvidence;
import io.outpost.agent.evidence.LineMeans;
import io.outpost.agent.gate.Economy;
import io.outpost.agent.gate.LoadLadder;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.BufferBudget;
import io.outpost.agent.outbox.Outbox;
import io.outpost.agent.outbox.TestOutbox;
import io.outpost.agent.store.EventStore;
import io.outpost.agent.testing.SimulatedTime;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.VisionSettings;
import io.outpost.agent.vision.VisionWorkers;
import io.outpost.protocols.rtp.VideoCodec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a worker that answers nothing until it is closed, and rules that run when the test says. */
class LineWorkTest {
  private static final Economy LEFT_ALONE = new Economy(1, false, true);
  private static final Camera CAMERA =
      new CameraDraft("yard", new Streams(URI.create("rtsp://192.0.2.10/main"), Optional.empty()))
          .watchfulness(Watchfulness.DEFAULT.in(AnalysisMode.ALWAYS))
          .build();

  @TempDir private Path folder;

  private final SimulatedTime time = new SimulatedTime(Instant.EPOCH);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final BlockingQueue<Runnable> rules = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Observation> stored = new ArrayList<>();
  private Outbox outbox;
  private VisionWorkers workers;
  private LineEvidence evidence;
  private LineWork work;

  @BeforeEach
  void begin() throws IOException {
    outbox = TestOutbox.open(folder.resolve("outbox"), TestOutbox.settings(TestOutbox.SINK));
    workers =
        VisionWorkers.start(
            VisionSettings.external(List.of(folder.resolve("worker.sock"))),
            threads,
            time,
            registry);
    LineMeans means =
        new LineMeans(
            workers,
            rules::add,
            time,
            registry,
            new LineMeans.Buffers(1000, new BufferBudget(1000, registry)));
    EventStore store =
        new EventStore(new EventFactory("box", Versions.UNKNOWN), outbox, new CountDownLatch(1));
    LoadWatch load = new LoadWatch(workers, time, registry, LoadLadder.Limits.DEFAULT);
    LineTold told = new LineTold(CAMERA, store, stored::add);
    evidence = new LineEvidence(CAMERA, means, Optional.empty(), told::tell);
    work = new LineWork(CAMERA, new LineContext(means, store, load), evidence, told);
  }

  @AfterEach
  void end() throws IOException {
    work.close();
    evidence.close();
    workers.close();
    threads.shutdownNow();
    outbox.close();
  }

  private static CaptureTime at(long millis) {
    return new CaptureTime(
        Instant.EPOCH.plusMillis(millis), CaptureTime.Source.RTCP_SR, Duration.ZERO);
  }

  private static AccessUnit key(long millis) {
    return new AccessUnit(VideoCodec.H264, new byte[10], millis * 1000, at(millis), true, 0);
  }

  private void runNext() throws InterruptedException {
    Optional.ofNullable(rules.poll(30, TimeUnit.SECONDS)).orElseThrow().run();
  }

  /** Of which the worker has the batch. */
  private void handOver() throws InterruptedException {
    runNext(); // What was open when the agent ended.
    work.next(key(0));
    assertThat(inTheWorkersHands()).isTrue();
  }

  private boolean inTheWorkersHands() {
    return work.waitingNanos(time.nanos() + 1_000) > 0;
  }

  @Test
  void next_whileTheRulesAreAtWork_waitsForThem() throws InterruptedException {
    work.next(key(0));

    assertThat(inTheWorkersHands()).isFalse();
    runNext();
    assertThat(inTheWorkersHands()).isTrue();
  }

  @Test
  void streamLost_batchInTheWorkersHands_isHeardOfByTheRulesAfterIt() throws InterruptedException {
    handOver();

    work.streamLost();

    assertThat(rules).isEmpty();
    workers.close();
    runNext(); // The answer, which is none.
    assertThat(inTheWorkersHands()).isFalse();
    assertThat(rules).hasSize(1);
    runNext(); // The end of the stream.
    assertThat(rules).isEmpty();
    work.awaitIdle();
  }

  @Test
  void ease_toLeaveTheCameraAlone_endsWhatIsFollowedAfterWhatWaits() throws InterruptedException {
    handOver();

    work.ease(LEFT_ALONE);

    assertThat(rules).isEmpty();
    workers.close();
    runNext(); // The answer, which is none.
    runNext(); // The end of what is followed.
    work.awaitIdle();
  }

  @Test
  void stop_takesNoMore() throws InterruptedException {
    runNext();
    work.stop(true);
    runNext();

    work.next(key(0));
    work.tell(new PresenceNoticed(Phase.BEGAN, at(0)));

    assertThat(rules).isEmpty();
    assertThat(inTheWorkersHands()).isFalse();
    work.awaitIdle();
  }

  @Test
  void stop_again_doesNothing() throws InterruptedException {
    runNext();
    work.stop(false);
    runNext();

    work.stop(false);

    assertThat(rules).isEmpty();
    work.awaitIdle();
  }

  @Test
  void tell_besideTheRules_isStored() throws Exception {
    PresenceNoticed noticed = new PresenceNoticed(Phase.BEGAN, at(0));
    runNext();

    work.tell(noticed);
    runNext();

    assertThat(stored).containsExactly(noticed);
    assertThat(outbox.peek(TestOutbox.SINK, 10)).hasSize(1);
  }
}
