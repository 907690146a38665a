package io.outpost.agent.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.ingest.StreamFailure;
import io.outpost.agent.ingest.StreamState;
import io.outpost.agent.ingest.StreamStatus;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
  void refused_detectorThatIsNotInstalled_saysWhatToDo() {
    CameraStatus status = CameraStatuses.refused("gate", Instant.EPOCH, "no model 'eyes'");

    assertThat(status.state()).isEqualTo("refused");
    assertThat(status.reason()).contains("detector");
    assertThat(status.message()).contains("no model 'eyes'");
  }

  @Test
  void next_newState_countsFromNow() {
    CameraStatus waiting =
        CameraStatuses.next(initial, failed(StreamState.WAITING), START.plusSeconds(5));
    assertThat(waiting.state()).isEqualTo("waiting");
    assertThat(waiting.since()).isEqualTo(START.plusSeconds(5));
    assertThat(waiting.reason()).contains("stalled");
    assertThat(waiting.message().orElseThrow()).startsWith("camera yard: no picture");
  }

  @ParameterizedTest
  @EnumSource(StreamFailure.Reason.class)
  void next_anyReason_isShownByItsWordAndWhatToDo(StreamFailure.Reason reason) {
    StreamFailure failure = new StreamFailure(reason, "192.0.2.10:554: it happened");
    StreamStatus stream =
        new StreamStatus(StreamState.WAITING, Optional.of(failure), Optional.empty());

    CameraStatus shown = CameraStatuses.next(initial, stream, START);

    assertThat(shown.reason()).contains(reason.label());
    assertThat(shown.message().orElseThrow()).endsWith(reason.advice());
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
