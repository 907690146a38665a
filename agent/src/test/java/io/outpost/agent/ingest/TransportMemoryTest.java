package io.outpost.agent.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.TransportChoice;
import io.outpost.agent.ingest.StreamFailure.Reason;
import io.outpost.protocols.rtsp.LowerTransport;
import org.junit.jupiter.api.Test;

class TransportMemoryTest {
  private final TransportMemory memory = new TransportMemory(TransportChoice.AUTO);

  @Test
  void next_nothingCameOverUdp_leavesItOut() {
    TransportMemory udp = new TransportMemory(TransportChoice.UDP);

    udp.onEnded(Reason.NO_MEDIA, LowerTransport.UDP);

    assertThat(udp.next()).containsExactly(LowerTransport.TCP);
    assertThat(udp.silent()).containsExactly(LowerTransport.UDP);
  }

  @Test
  void next_videoOffOverTcpAndTheRestRefused_triesTcpAgain() {
    memory.onEnded(Reason.NO_MEDIA, LowerTransport.TCP);
    assertThat(memory.next()).containsExactly(LowerTransport.UDP, LowerTransport.MULTICAST);

    memory.onEnded(Reason.TRANSPORT_REFUSED, LowerTransport.MULTICAST);

    assertThat(memory.next()).isEqualTo(TransportChoice.AUTO.order());
  }

  @Test
  void next_nothingOverAny_startsOver() {
    for (LowerTransport lower : LowerTransport.values()) {
      memory.onEnded(Reason.NO_MEDIA, lower);
    }

    assertThat(memory.next()).isEqualTo(TransportChoice.AUTO.order());
  }

  @Test
  void next_otherFailures_leaveNothingOut() {
    memory.onEnded(Reason.CONNECTION_LOST, LowerTransport.TCP);

    assertThat(memory.next()).isEqualTo(TransportChoice.AUTO.order());
  }

  @Test
  void explained_restRefused_isNoMediaAndNamesBoth() {
    StreamFailure refused = new StreamFailure(Reason.TRANSPORT_REFUSED, "461 to SETUP for UDP");
    assertThat(memory.explained(refused)).isEqualTo(refused);

    memory.onEnded(Reason.NO_MEDIA, LowerTransport.TCP);

    assertThat(memory.explained(refused))
        .isEqualTo(
            new StreamFailure(Reason.NO_MEDIA, "461 to SETUP for UDP, and nothing came over TCP"));
  }
}
