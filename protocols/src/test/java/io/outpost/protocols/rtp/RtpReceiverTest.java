package io.outpost.protocols.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.protocols.ProtocolException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtpReceiverTest {
  private static final int CLOCK_RATE = 90_000;
  private static final long SECOND = 1_000_000_000L;
  private static final int SSRC = 0x1111;

  private final RtpReceiver tcp = RtpReceiver.inOrder(CLOCK_RATE);
  private final RtpReceiver udp = RtpReceiver.reordering(CLOCK_RATE);

  private record Got(int sequence, long ticks, int lost, Discontinuity discontinuity) {}

  private static RtpPacket packet(int sequence, long timestamp, int ssrc) {
    byte[] bytes = new byte[RtpWriter.HEADER_BYTES + 4];
    new RtpWriter(96, ssrc, sequence).writeHeader(bytes, bytes.length, timestamp, false);
    bytes[RtpWriter.HEADER_BYTES] = (byte) sequence;
    try {
      return new RtpPacket().wrap(bytes, 0, bytes.length);
    } catch (ProtocolException error) {
      throw new AssertionError(error);
    }
  }

  private static List<Got> receive(RtpReceiver receiver, RtpPacket packet, long nowNanos) {
    receiver.offer(packet, nowNanos);
    return poll(receiver, nowNanos);
  }

  private static List<Got> poll(RtpReceiver receiver, long nowNanos) {
    List<Got> got = new ArrayList<>();
    for (RtpPacket p = receiver.poll(nowNanos); p != null; p = receiver.poll(nowNanos)) {
      assertThat(p.buffer()[p.payloadOffset()]).isEqualTo((byte) p.sequence());
      got.add(new Got(p.sequence(), p.timestampTicks(), p.lostBefore(), p.discontinuity()));
    }
    return got;
  }

  private static Got plain(int sequence, long ticks) {
    return new Got(sequence, ticks, 0, Discontinuity.NONE);
  }

  private static Got behindLoss(int sequence, long ticks, int lost) {
    return new Got(sequence, ticks, lost, Discontinuity.NONE);
  }

  @Test
  void offer_sequenceWraps_isNoLoss() {
    assertThat(receive(tcp, packet(65_535, 0, SSRC), 0)).containsExactly(plain(65_535, 0));
    assertThat(receive(tcp, packet(0, 0, SSRC), 0)).containsExactly(plain(0, 0));
    assertThat(tcp.receptionReport(0).highestSequence()).isEqualTo(65_536);
  }

  @Test
  void offer_initialSequenceZeroAgainstRtpInfo_startsWithTheFirstPacket() {
    assertThat(receive(tcp, packet(0, 7, SSRC), 0)).containsExactly(plain(0, 7));
    assertThat(tcp.lostPackets()).isZero();
  }

  @Test
  void offer_gapOverTcp_isLossAtOnce() {
    receive(tcp, packet(10, 0, SSRC), 0);

    assertThat(receive(tcp, packet(14, 0, SSRC), 0)).containsExactly(behindLoss(14, 0, 3));
    assertThat(tcp.lostPackets()).isEqualTo(3);
  }

  @Test
  void offer_duplicateOrLate_isDroppedAndNamed() {
    receive(tcp, packet(10, 0, SSRC), 0);
    receive(tcp, packet(12, 0, SSRC), 0);

    assertThat(tcp.offer(packet(12, 0, SSRC), 0)).isEqualTo(Arrival.DUPLICATE);
    assertThat(tcp.offer(packet(11, 0, SSRC), 0)).isEqualTo(Arrival.LATE);
    assertThat(tcp.offer(packet(10, 0, SSRC), 0)).isEqualTo(Arrival.DUPLICATE);
    assertThat(tcp.poll(0)).isNull();
  }

  @Test
  void offer_earlyOverUdp_waitsForTheMissing() {
    receive(udp, packet(10, 0, SSRC), 0);

    assertThat(receive(udp, packet(12, 20, SSRC), 0)).isEmpty();
    assertThat(udp.offer(packet(12, 20, SSRC), 0)).isEqualTo(Arrival.DUPLICATE);
    assertThat(receive(udp, packet(11, 10, SSRC), 0)).containsExactly(plain(11, 10), plain(12, 20));
    assertThat(udp.lostPackets()).isZero();
  }

  @Test
  void offer_behindALaterOneOverUdp_isNamedReordered() {
    receive(udp, packet(10, 0, SSRC), 0);
    assertThat(udp.offer(packet(13, 30, SSRC), 0)).isEqualTo(Arrival.ACCEPTED);
    assertThat(udp.offer(packet(12, 20, SSRC), 0)).isEqualTo(Arrival.REORDERED);
    assertThat(udp.offer(packet(11, 10, SSRC), 0)).isEqualTo(Arrival.REORDERED);
    assertThat(poll(udp, 0)).containsExactly(plain(11, 10), plain(12, 20), plain(13, 30));
  }

  @Test
  void poll_missingForTooLong_givesUp() {
    receive(udp, packet(10, 0, SSRC), 0);
    receive(udp, packet(12, 0, SSRC), 5);
    receive(udp, packet(13, 0, SSRC), 6);

    assertThat(poll(udp, RtpReceiver.MAX_REORDER_NANOS)).isEmpty();
    assertThat(poll(udp, RtpReceiver.MAX_REORDER_NANOS + 5))
        .containsExactly(behindLoss(12, 0, 1), plain(13, 0));
    assertThat(udp.offer(packet(11, 0, SSRC), SECOND)).isEqualTo(Arrival.LATE);
  }

  @Test
  void offer_moreEarlyPacketsThanAreHeld_givesUpTheMissing() {
    receive(udp, packet(0, 0, SSRC), 0);
    for (int i = 2; i < 2 + RtpReceiver.MAX_REORDERED_PACKETS; i++) {
      assertThat(receive(udp, packet(i, 0, SSRC), 0)).isEmpty();
    }

    List<Got> got = receive(udp, packet(2 + RtpReceiver.MAX_REORDERED_PACKETS, 0, SSRC), 0);
    assertThat(got).hasSize(RtpReceiver.MAX_REORDERED_PACKETS + 1);
    assertThat(got.get(0)).isEqualTo(behindLoss(2, 0, 1));
  }

  @Test
  void offer_withoutPolling_isRefused() {
    tcp.offer(packet(1, 0, SSRC), 0);

    assertThatThrownBy(() -> tcp.offer(packet(2, 0, SSRC), 0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void offer_ssrcChanges_startsAnewOnTheSameTimeline() {
    receive(tcp, packet(10, 90_000, SSRC), 0);
    List<Got> got = receive(tcp, packet(40_000, 7, 0x2222), SECOND / 2);

    assertThat(got).containsExactly(new Got(40_000, 135_000, 1, Discontinuity.SSRC_CHANGED));
    assertThat(receive(tcp, packet(40_001, 3607, 0x2222), SECOND / 2))
        .containsExactly(plain(40_001, 138_600));
    assertThat(tcp.receptionReport(0).ssrc()).isEqualTo(0x2222);
  }

  @Test
  void offer_ssrcChangesOverUdp_dropsWhatWasHeldBack() {
    receive(udp, packet(10, 0, SSRC), 0);
    receive(udp, packet(12, 0, SSRC), 0);
    receive(udp, packet(13, 0, SSRC), 0);

    assertThat(receive(udp, packet(5, 0, 0x2222), 0))
        .containsExactly(new Got(5, 1, 2, Discontinuity.SSRC_CHANGED));
  }

  @Test
  void offer_sequenceJumpsOverTcp_startsAnew() {
    receive(tcp, packet(10, 0, SSRC), 0);

    assertThat(receive(tcp, packet(20_000, 90, SSRC), 0))
        .containsExactly(new Got(20_000, 90, 1, Discontinuity.SEQUENCE_JUMPED));
  }

  @Test
  void offer_sequenceJumpsOverUdp_startsAnewWithTheSecondPacket() {
    receive(udp, packet(10, 0, SSRC), 0);

    assertThat(udp.offer(packet(20_000, 90, SSRC), 0)).isEqualTo(Arrival.STRAY);
    assertThat(receive(udp, packet(11, 0, SSRC), 0)).containsExactly(plain(11, 0));
    assertThat(receive(udp, packet(20_002, 90, SSRC), 0)).isEmpty();
    assertThat(receive(udp, packet(20_003, 90, SSRC), 0))
        .containsExactly(new Got(20_003, 90, 1, Discontinuity.SEQUENCE_JUMPED));
  }

  @Test
  void poll_timestampWraps_goesOn() {
    receive(tcp, packet(1, 0xFFFF_FF00L, SSRC), 0);

    assertThat(receive(tcp, packet(2, 0x100, SSRC), 0)).containsExactly(plain(2, 0x1_0000_0100L));
  }

  @Test
  void poll_picturesReorderedForDisplay_keepTheirTimestamps() {
    receive(tcp, packet(1, 90_000, SSRC), 0);
    receive(tcp, packet(2, 100_800, SSRC), 0);

    assertThat(receive(tcp, packet(3, 93_600, SSRC), 0)).containsExactly(plain(3, 93_600));
  }

  @ParameterizedTest
  @ValueSource(longs = {90_000L * 60, 90_000L * -60, 0x7000_0000L})
  void poll_timestampJumps_goesOnByTheTimeThatPassed(long jump) {
    receive(tcp, packet(1, 1_000_000_000L, SSRC), 0);
    long jumped = 1_000_000_000L + 3_600 + jump;

    assertThat(receive(tcp, packet(2, jumped, SSRC), SECOND / 25))
        .containsExactly(
            new Got(
                2,
                1_000_003_600L,
                0,
                jump > 0
                    ? Discontinuity.TIMESTAMP_JUMPED_FORWARD
                    : Discontinuity.TIMESTAMP_JUMPED_BACKWARD));
    assertThat(receive(tcp, packet(3, jumped + 3_600, SSRC), SECOND / 25))
        .containsExactly(plain(3, 1_000_007_200L));
  }

  @Test
  void poll_burstAfterAStall_isNoJump() {
    receive(tcp, packet(1, 0, SSRC), 0);

    assertThat(receive(tcp, packet(2, 3_600, SSRC), 20 * SECOND)).containsExactly(plain(2, 3_600));
    assertThat(receive(tcp, packet(3, 30 * 90_000, SSRC), 45 * SECOND))
        .containsExactly(plain(3, 2_700_000));
  }

  @Test
  void unwrap_reportBeforeTheFirstPacket_isOnTheSameTimeline() {
    long report = tcp.unwrap(0xFFFF_FFF0L);

    assertThat(receive(tcp, packet(1, 0x10, SSRC), 0)).containsExactly(plain(1, report + 0x20));
  }

  @Test
  void receptionReport_afterLoss_countsAsInAppendixA3() {
    for (int sequence : new int[] {65_530, 65_531, 65_533, 65_534, 1, 2}) {
      receive(tcp, packet(sequence, 0, SSRC), 0);
    }
    ReceptionReport report = tcp.receptionReport(0);

    assertThat(report.cumulativeLost()).isEqualTo(3);
    assertThat(report.fractionLost()).isEqualTo(3 * 256 / 9);
    assertThat(report.highestSequence()).isEqualTo(65_538);
    receive(tcp, packet(3, 0, SSRC), 0);
    assertThat(tcp.receptionReport(0).fractionLost()).isZero();
  }

  @Test
  void receptionReport_afterSenderReport_tellsItsAge() {
    receive(tcp, packet(1, 0, SSRC), 0);
    tcp.onSenderReport(new SenderReport(SSRC, 0x1111_2222_3333_4444L, 0, 0, 0), SECOND);
    ReceptionReport report = tcp.receptionReport(3 * SECOND);

    assertThat(report.lastSenderReport()).isEqualTo(0x2222_3333L);
    assertThat(report.delaySinceLastSenderReport()).isEqualTo(2 * 65_536);
  }

  @Test
  void jitterTicks_steadyThenLate_followsAppendixA8() {
    receive(tcp, packet(1, 0, SSRC), 0);
    receive(tcp, packet(2, 3_600, SSRC), SECOND / 25);
    assertThat(tcp.jitterTicks()).isZero();

    receive(tcp, packet(3, 7_200, SSRC), SECOND * 2 / 25 + SECOND / 10);
    assertThat(tcp.jitterTicks()).isEqualTo(9_000 / 16);
  }

  static long[] seeds() {
    return new Random(3550).longs(20).toArray();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void poll_randomLossDuplicationAndReordering_isOrderedAndCountsAll(long seed) {
    Random random = new Random(seed);
    int first = random.nextInt(65_536);
    List<Integer> sent = new ArrayList<>();
    int lost = 0;
    for (int i = 0; i < 5_000; i++) {
      if (i > 0 && i < 4_999 && random.nextInt(20) == 0) {
        lost++;
        continue;
      }
      sent.add((first + i) & 0xFFFF);
      if (random.nextInt(30) == 0) {
        sent.add((first + i) & 0xFFFF);
      }
    }
    for (int i = 1; i + 16 < sent.size() - 1; i += 16) {
      Collections.shuffle(sent.subList(i, i + 16), random);
    }
    List<Got> got = new ArrayList<>();
    for (int sequence : sent) {
      got.addAll(receive(udp, packet(sequence, 0, SSRC), 0));
    }
    got.addAll(poll(udp, SECOND));

    int expected = first;
    int told = 0;
    for (Got packet : got) {
      told += packet.lost;
      expected += packet.lost;
      assertThat(packet.sequence).as("seed %d", seed).isEqualTo(expected & 0xFFFF);
      expected++;
    }
    assertThat(got).as("seed %d", seed).hasSize(5_000 - lost);
    assertThat(told).as("seed %d", seed).isEqualTo(lost);
  }
}
