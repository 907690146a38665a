package io.outpost.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.gate.Look;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.time.CaptureTime;
import io.outpost.protocols.rtp.VideoCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BacklogTest {
  /** Every third picture is to be looked at. */
  private static List<Look> waiting(int looks) {
    return IntStream.range(0, looks * 3)
        .mapToObj(number -> new Look(unit(number), number % 3 == 2))
        .toList();
  }

  private static AccessUnit unit(int number) {
    CaptureTime time = new CaptureTime(Instant.EPOCH, CaptureTime.Source.MEDIA, Duration.ZERO);
    return new AccessUnit(VideoCodec.H264, new byte[1], number * 40_000L, time, number == 0, 0);
  }

  @Test
  void thinned_fewLooks_changesNothing() {
    List<Look> waiting = waiting(Backlog.MAX_LOOKS);

    assertThat(Backlog.thinned(waiting)).isEqualTo(waiting);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 12, 13, 230})
  void thinned_backlog_decodesAllAndLooksAtFewUpToTheLast(int looks) {
    List<Look> waiting = waiting(looks);

    List<Look> batch = Backlog.thinned(waiting);

    assertThat(batch).extracting(Look::unit).isEqualTo(waiting.stream().map(Look::unit).toList());
    assertThat(batch.stream().filter(Look::analyse).count())
        .isBetween(2L, (long) Backlog.MAX_LOOKS);
    assertThat(batch.get(batch.size() - 1).analyse()).isTrue();
  }
}
