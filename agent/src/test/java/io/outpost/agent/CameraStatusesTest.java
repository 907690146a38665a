package io.outpost.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.console.CameraStatus;
import io.outpost.agent.ingest.StreamFailure;
import io.outpost.agent.ingest.StreamState;
import io.outpost.agent.ingest.StreamStatus;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CameraStatusesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private final CameraStatus initial = CameraStatuses.initial("yard", START);

  private static StreamStatus failed(StreamState state) {
    return new StreamStatus(
        state,
        Optional.of(new StreamFailure(StreamFailure.Reason.STALLED, "camera yard: no picture")),
        Optional.empty());
  }

  @Test
  void next_newState_countsFromNow() {
    CameraStatus waiting =
        CameraStatuses.next(initial, failed(StreamState.WAITING), START.plusSeconds(5));
    assertThat(waiting.state()).isEqualTo("waiting");
    assertThat(waiting.since()).isEqualTo(START.plusSeconds(5));
    assertThat(waiting.reason().orElseThrow()).startsWith("camera yard: no picture");
  }

  @Test
  void next_triedAgainInVain_keepsSince() {
    CameraStatus waiting =
        CameraStatuses.next(initial, failed(StreamState.WAITING), START.plusSeconds(5));
    CameraStatus trying =
        CameraStatuses.next(waiting, failed(StreamState.CONNECTING), START.plusSeconds(9));
    CameraStatus again =
        CameraStatuses.next(trying, failed(StreamState.WAITING), START.plusSeconds(12));
    assertThat(again.since()).isEqualTo(START.plusSeconds(5));
  }

  @Test
  void withEvent_laterState_keepsTheLastEvent() {
    CameraStatus seen = CameraStatuses.withEvent(initial, START.plusSeconds(1));
    CameraStatus waiting =
        CameraStatuses.next(seen, failed(StreamState.WAITING), START.plusSeconds(5));
    assertThat(waiting.lastEvent()).contains(START.plusSeconds(1));
  }
}
