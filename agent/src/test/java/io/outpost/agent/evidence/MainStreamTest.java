package io.outpost.agent.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.analysis.Image;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GopBuffer;
import io.outpost.agent.ingest.SharedPull;
import io.outpost.agent.ingest.StreamFailure;
import io.outpost.agent.ingest.StreamListener;
import io.outpost.agent.ingest.StreamState;
import io.outpost.agent.ingest.StreamStatus;
import io.outpost.agent.metrics.ReasonCounters;
import io.outpost.agent.testing.FakePull;
import io.outpost.agent.testing.RecordedStream;
import io.outpost.agent.testing.SimulatedTime;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Retouch;
import io.outpost.protocols.rtp.VideoCodec;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What becomes of a still, short of the worker. */
class MainStreamTest {
  private static final Instant START = Instant.parse("2026-11-25T08:00:00Z");
  private static final long BYTES = 100_000;
  private static final int UNIT_BYTES = 1_000;
  private static final URI MAIN = URI.create("rtsp://192.0.2.1/main");
  private static final Camera CAMERA =
      new CameraDraft("yard", new Streams(MAIN, Optional.of(URI.create("rtsp://192.0.2.1/sub"))))
          .faces(new Faces(true, 20))
          .build();

  /** The worker was reached: the picture had been found. */
  private static final class Asked extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final SimulatedTime time = new SimulatedTime(START);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<FakePull> opened = new ArrayList<>();
  private final RecordedStream line = new RecordedStream();
  private final MainStream main = stream(Duration.ZERO);
  private final StreamListener analysed = main.beside(line);

  private MainStream stream(Duration patience) {
    SharedPull pull =
        new SharedPull(
            listener -> {
              FakePull source = new FakePull(listener);
              opened.add(source);
              return source;
            });
    return new MainStream(
        CAMERA,
        pull,
        new MainStream.Means(
            () -> {
              throw new Asked();
            },
            new GopBuffer(BYTES, LineMeans.KEPT),
            time,
            registry,
            patience));
  }

  private FakePull source() {
    return opened.get(opened.size() - 1);
  }

  private static CaptureTime at(long millis) {
    return new CaptureTime(START.plusMillis(millis), CaptureTime.Source.RTCP_SR, Duration.ZERO);
  }

  private static AccessUnit unit(long millis) {
    return new AccessUnit(
        VideoCodec.H264, new byte[UNIT_BYTES], millis * 1000, at(millis), millis % 1000 == 0, 0);
  }

  private void send(FakePull to, long fromMillis, long toMillis) {
    for (long millis = fromMillis; millis < toMillis; millis += 100) {
      to.listener().onAccessUnit(unit(millis));
    }
  }

  private static Optional<Image> take(MainStream from, long millis) {
    AnalysedPicture picture =
        new AnalysedPicture(millis * 1000, at(millis), 640, 360, 0, List.of());
    return from.scene(picture, Retouch.NONE).stream().findFirst();
  }

  private boolean reachesTheWorker(long millis) {
    try {
      return take(main, millis).isPresent();
    } catch (Asked asked) {
      return true;
    }
  }

  private double missed(MainStillReason reason) {
    return registry
        .get("outpost.main.stills.missed")
        .tag("reason", ReasonCounters.label(reason))
        .counter()
        .count();
  }

  private static StreamStatus failed(StreamFailure.Reason reason) {
    return new StreamStatus(
        StreamState.WAITING, Optional.of(new StreamFailure(reason, "h:554")), Optional.empty());
  }

  @Test
  void pull_beginsWithTheAnalysedStream_andEndsWithIt() {
    analysed.onState(FakePull.in(StreamState.CONNECTING));
    assertThat(opened).isEmpty();
    assertThat(main.status().state()).isEqualTo("idle");
    analysed.onState(FakePull.in(StreamState.STREAMING));
    assertThat(opened).hasSize(1);
    assertThat(main.status().state()).isEqualTo("connecting");
    time.advance(Duration.ofMinutes(5));
    analysed.onState(failed(StreamFailure.Reason.STALLED));
    assertThat(source().askedToClose()).isTrue();
    assertThat(line.states()).hasSize(3);
  }

  @Test
  void pull_thatCostsTheAnalysedStream_isHeldBackAndTriedAgainLater() {
    analysed.onState(FakePull.in(StreamState.STREAMING));
    analysed.onState(failed(StreamFailure.Reason.SESSION_ENDED));
    source().become(FakePull.in(StreamState.CLOSED));

    analysed.onState(FakePull.in(StreamState.STREAMING));
    analysed.onAccessUnit(unit(0));
    assertThat(opened).hasSize(1);
    assertThat(main.status().state()).isEqualTo("held-back");
    time.advance(Deference.FIRST_WAIT);
    analysed.onAccessUnit(unit(1000));

    assertThat(opened).hasSize(2);
    assertThat(line.units()).as("the analysis hears all of it").hasSize(2);
  }

  @Test
  void take_pictureThatIsKept_goesToTheWorker() {
    analysed.onState(FakePull.in(StreamState.STREAMING));
    send(source(), 0, 3000);

    assertThat(reachesTheWorker(2149)).isTrue();
    assertThat(main.streaming()).isTrue();
    assertThat(registry.get("outpost.main.stream.up").gauge().value()).isEqualTo(1);
    assertThat(registry.get("outpost.main.stream.buffer").gauge().value()).isEqualTo(30_000);
  }

  @Test
  void take_streamNeverCame_isDown() {
    analysed.onState(FakePull.in(StreamState.STREAMING));
    source().become(failed(StreamFailure.Reason.NOT_FOUND));

    assertThat(take(main, 1000)).isEmpty();
    assertThat(missed(MainStillReason.DOWN)).isEqualTo(1);
    assertThat(main.status().reason()).contains("not-found");
    assertThat(
            registry
                .get("outpost.main.stream.failures")
                .tag("reason", "not-found")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void take_pictureThatDoesNotArriveInTime_isNotYetThere() {
    analysed.onState(FakePull.in(StreamState.STREAMING));
    send(source(), 0, 1000);

    assertThat(take(main, 1400)).isEmpty();
    assertThat(missed(MainStillReason.NOT_YET)).isEqualTo(1);
  }

  @Test
  void take_pictureThatArrivesMeanwhile_isWaitedFor() throws Exception {
    MainStream patient = stream(Duration.ofHours(1));
    patient.beside(line).onState(FakePull.in(StreamState.STREAMING));
    FakePull source = source();
    send(source, 0, 1000);
    CompletableFuture<Boolean> asked =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return take(patient, 1400).isPresent();
              } catch (Asked found) {
                return true;
              }
            });

    send(source, 1000, 1400);
    source.listener().onAccessUnit(unit(1400));

    assertThat(asked.get(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void take_streamThatBreaksWhileWaitedFor_isNotWaitedForAnyLonger() throws Exception {
    MainStream patient = stream(Duration.ofHours(1));
    patient.beside(line).onState(FakePull.in(StreamState.STREAMING));
    FakePull source = source();
    send(source, 0, 1000);
    CompletableFuture<Optional<Image>> asked =
        CompletableFuture.supplyAsync(() -> take(patient, 1400));

    source.become(failed(StreamFailure.Reason.STALLED));

    assertThat(asked.get(1, TimeUnit.MINUTES)).isEmpty();
    assertThat(missed(MainStillReason.DOWN)).isEqualTo(1);
  }

  @Test
  void take_pictureThatHasLeft_isNotKept_andTheBytesStayBounded() {
    analysed.onState(FakePull.in(StreamState.STREAMING));
    send(source(), 0, 60_000);

    assertThat(main.bufferedBytes()).isLessThanOrEqualTo(BYTES);
    assertThat(take(main, 1000)).isEmpty();
    assertThat(missed(MainStillReason.NOT_KEPT)).isEqualTo(1);
    assertThat(reachesTheWorker(55_000)).isTrue();
  }

  @Test
  void take_afterTheStreamsBroke_stillHasWhatWasSeen_untilItBreaksAgain() {
    analysed.onState(FakePull.in(StreamState.STREAMING));
    send(source(), 0, 3000);
    source().become(failed(StreamFailure.Reason.CONNECTION_LOST));
    analysed.onState(failed(StreamFailure.Reason.CONNECTION_LOST));

    assertThat(reachesTheWorker(2500)).isTrue();
    analysed.onState(failed(StreamFailure.Reason.HOST_UNREACHABLE));
    assertThat(main.bufferedBytes()).isZero();
  }

  @Test
  void take_afterAReconnect_mixesNothing() {
    analysed.onState(FakePull.in(StreamState.STREAMING));
    send(source(), 0, 1500);
    source().become(failed(StreamFailure.Reason.CONNECTION_LOST));
    send(source(), 9_500, 9_800);
    assertThat(main.bufferedBytes()).as("waits for a key picture").isZero();
    send(source(), 10_000, 10_300);

    assertThat(main.bufferedBytes()).isEqualTo(3 * UNIT_BYTES);
  }

  @Test
  void isWanted_onlyBesideAnotherAnalysedStream_andForRulesWithStills() {
    assertThat(MainStream.isWanted(CAMERA)).isTrue();
    assertThat(MainStream.isWanted(new CameraDraft("a", CAMERA.streams()).build())).isFalse();
    assertThat(MainStream.isWanted(draft(new Streams(MAIN, Optional.empty())))).isFalse();
    assertThat(MainStream.isWanted(draft(new Streams(MAIN, Optional.of(MAIN))))).isFalse();
    assertThat(
            MainStream.isWanted(
                draft(
                    new Streams(
                        URI.create("file:///clip.mp4"), Optional.of(URI.create("file:///b"))))))
        .isFalse();
  }

  @Test
  void analysedBytes_togetherWithTheMainStreams_areWhatIsConfigured() {
    assertThat(MainStream.analysedBytes(CAMERA, 16 << 20)).isEqualTo(4 << 20);
    assertThat(MainStream.analysedBytes(draft(new Streams(MAIN, Optional.empty())), 16 << 20))
        .isEqualTo(16 << 20);
  }

  private static Camera draft(Streams streams) {
    return new CameraDraft("yard", streams).faces(new Faces(true, 20)).build();
  }

  @Test
  void close_takesItsMetersAlong() {
    analysed.onState(FakePull.in(StreamState.STREAMING));
    main.close();

    assertThat(source().askedToClose()).isTrue();
    assertThat(registry.getMeters()).isEmpty();
    analysed.onState(FakePull.in(StreamState.STREAMING));
    assertThat(opened).hasSize(1);
  }
}
