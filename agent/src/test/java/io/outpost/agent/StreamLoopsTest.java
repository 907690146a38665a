package io.outpost.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.SelectStrategy;
import io.outpost.agent.StreamLoops.Paced;
import io.outpost.agent.ingest.ReadPace;
import io.outpost.agent.testing.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamLoopsTest {
  private static final long TURN = StreamLoops.TURN.toNanos();

  private final List<Long> parked = new ArrayList<>();
  private final ReadPace pace = new ReadPace();
  private final SimulatedTime time = new SimulatedTime(Instant.EPOCH);
  private final Paced paced = new Paced(pace, time, this::park);

  private void park(long nanos) {
    parked.add(nanos);
    pass(nanos);
  }

  private void pass(long nanos) {
    time.advance(Duration.ofNanos(nanos));
  }

  private int turn(boolean hasTasks) throws Exception {
    return paced.calculateStrategy(() -> 7, hasTasks);
  }

  @Test
  void turn_theFirst_looksAtOnce() throws Exception {
    assertThat(turn(false)).isEqualTo(SelectStrategy.SELECT);

    assertThat(parked).isEmpty();
  }

  @Test
  void turn_soonAfterTheLast_waitsForTheRest() throws Exception {
    turn(false);
    pass(TURN / 4);

    assertThat(turn(false)).isEqualTo(SelectStrategy.SELECT);
    pass(TURN / 2);
    turn(false);

    assertThat(parked).containsExactly(TURN - TURN / 4, TURN - TURN / 2);
  }

  @Test
  void turn_afterAPause_looksAtOnce() throws Exception {
    turn(false);
    pass(TURN);

    turn(false);

    assertThat(parked).isEmpty();
  }

  @Test
  void turn_withTasks_neverWaits() throws Exception {
    turn(false);

    assertThat(turn(true)).isEqualTo(7);

    assertThat(parked).isEmpty();
  }
}
