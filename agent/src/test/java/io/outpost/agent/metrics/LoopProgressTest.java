package io.outpost.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LoopProgressTest {
  private final SimulatedTime time = new SimulatedTime();
  private final LoopProgress progress = new LoopProgress(time);

  @Test
  void stuck_loopThatGoesRound_isNot() {
    LoopProgress.Loop loop = progress.watch("outbox commit", Duration.ofSeconds(10));
    time.advance(Duration.ofSeconds(8));
    loop.round();
    time.advance(Duration.ofSeconds(8));

    assertThat(progress.stuck()).isEmpty();
  }

  @Test
  void stuck_loopThatNeverCameRound_isNamedWithItsTimes() {
    progress.watch("outbox commit", Duration.ofSeconds(10));
    time.advance(Duration.ofSeconds(11));

    assertThat(progress.stuck())
        .containsExactly("outbox commit: no round for 11 s, expected one within 10 s");
  }

  @Test
  void stuck_loopThatWasClosed_isForgotten() {
    LoopProgress.Loop loop = progress.watch("outbox commit", Duration.ofSeconds(10));
    time.advance(Duration.ofSeconds(11));
    loop.close();

    assertThat(progress.stuck()).isEmpty();
  }

  @Test
  void close_ofReplacedLoop_leavesItsSuccessorWatched() {
    LoopProgress.Loop old = progress.watch("courier", Duration.ofSeconds(10));
    progress.watch("courier", Duration.ofSeconds(10));
    old.close();
    time.advance(Duration.ofSeconds(11));

    assertThat(progress.stuck()).hasSize(1);
  }

  private static final class SimulatedTime implements TimeSource {
    private long nanos = Long.MAX_VALUE - 5_000_000_000L; // wraps around in the tests

    void advance(Duration duration) {
      nanos += duration.toNanos();
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public long nanos() {
      return nanos;
    }
  }
}
