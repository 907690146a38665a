package io.outpost.agent.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.testing.FakePull;
import io.outpost.agent.testing.RecordedStream;
import io.outpost.agent.time.CaptureTime;
import io.outpost.protocols.rtp.VideoCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedPullTest {
  private static final AccessUnit UNIT =
      new AccessUnit(
          VideoCodec.H264,
          new byte[1],
          0,
          new CaptureTime(Instant.EPOCH, CaptureTime.Source.RTCP_SR, Duration.ZERO),
          true,
          0);

  private final List<FakePull> opened = new ArrayList<>();
  private final SharedPull pull =
      new SharedPull(
          listener -> {
            FakePull source = new FakePull(listener);
            opened.add(source);
            return source;
          });
  private final RecordedStream one = new RecordedStream();
  private final RecordedStream other = new RecordedStream();

  @Test
  void join_byTwo_pullsOnceForBoth() {
    pull.join(one);
    pull.join(other);
    opened.get(0).listener().onAccessUnit(UNIT);

    assertThat(opened).hasSize(1);
    assertThat(one.units()).containsExactly(UNIT);
    assertThat(other.units()).containsExactly(UNIT);
  }

  @Test
  void close_byOneOfTwo_goesOnForTheOther() {
    SharedPull.Member first = pull.join(one);
    pull.join(other);
    first.close();
    opened.get(0).listener().onAccessUnit(UNIT);

    assertThat(opened.get(0).askedToClose()).isFalse();
    assertThat(one.units()).isEmpty();
    assertThat(other.units()).containsExactly(UNIT);
  }

  @Test
  void join_whileTheLastPullStillEnds_waitsUntilItsConnectionIsGone() {
    pull.join(one).close();
    assertThat(opened.get(0).askedToClose()).isTrue();

    pull.join(other);
    assertThat(opened).as("never two connections").hasSize(1);
    opened.get(0).become(FakePull.in(StreamState.CLOSED));

    assertThat(opened).hasSize(2);
    opened.get(1).listener().onAccessUnit(UNIT);
    assertThat(other.units()).containsExactly(UNIT);
    assertThat(opened.get(1).askedToClose()).isFalse();
  }

  @Test
  void status_nobodyWantsIt_isEmpty() {
    assertThat(pull.status()).isEmpty();
    SharedPull.Member member = pull.join(one);
    assertThat(pull.status()).isPresent();
    member.close();
    opened.get(0).become(FakePull.in(StreamState.CLOSED));
    assertThat(pull.status()).isEmpty();
  }

  @Test
  void correctBy_beforeAndBetween_reachesEverySource() {
    CameraClock clock = new CameraClock(Duration.ofSeconds(3), Duration.ofMillis(20));
    pull.correctBy(clock);
    SharedPull.Member member = pull.join(one);
    assertThat(opened.get(0).clock()).contains(clock);
    member.close();
    opened.get(0).become(FakePull.in(StreamState.CLOSED));
    CameraClock later = new CameraClock(Duration.ofSeconds(4), Duration.ofMillis(20));
    pull.join(one);
    pull.correctBy(later);
    assertThat(opened.get(1).clock()).contains(later);
  }
}
