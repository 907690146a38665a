package io.outpost.protocols.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.protocols.ProtocolException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RtcpTest {
  private static final String SR = "80c80006 12345678 e8c1a2b380000000 00015f90 0000000a 00000400";

  private static List<RtcpPacket> parse(String digits) throws ProtocolException {
    byte[] bytes = HexFormat.of().parseHex(digits.replace(" ", ""));
    return Rtcp.parse(bytes, 0, bytes.length);
  }

  @Test
  void parse_senderReport_readsTheSenderInformation() throws ProtocolException {
    assertThat(parse(SR))
        .containsExactly(new SenderReport(0x12345678, 0xE8C1A2B380000000L, 90_000, 10, 1_024));
  }

  @Test
  void parse_compoundWithWhatHasNoUse_keepsTheRest() throws ProtocolException {
    String app = "80cc0002 00000001 41424344";
    String sdes = "81ca0003 00000001 0103 616263 000000";
    String bye = "81cb0001 00000001";

    assertThat(parse(SR + app + sdes + bye))
        .hasSize(3)
        .contains(new SourceDescription(1, "abc"), new Goodbye(1));
  }

  @Test
  void parse_senderReportWithABlock_readsTheSenderInformation() throws ProtocolException {
    String block = "00000001 01000002 00000003 00000004 00000005 00000006";
    assertThat(parse(SR.replace("80c80006", "81c8000c") + block)).hasSize(1);
  }

  @Test
  void parse_paddedPacket_leavesThePaddingOut() throws ProtocolException {
    assertThat(parse("a1cb0002 00000007 00000004")).containsExactly(new Goodbye(7));
  }

  @ParameterizedTest
  @CsvSource({
    "80c8, RTCP header of 4 bytes",
    "00c80000, RTCP version 2",
    "80c80006 12345678, expected 24 bytes of RTCP",
    "80c80001 12345678, 24 more bytes",
    "81c90001 12345678, 28 more bytes",
    "82cb0001 12345678, 8 more bytes",
    "81ca0001 12345678, 1 more bytes",
    "81ca0002 12345678 01ff6162, 255 more bytes",
    "a0c90001 00000000, padding",
    "a0c90001 00000005, padding"
  })
  void parse_brokenPacket_isAnError(String digits, String message) {
    assertThatThrownBy(() -> parse(digits))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining(message);
  }

  @Test
  void parse_endlessCompound_isAnError() {
    assertThatThrownBy(() -> parse("80c90001 00000001".repeat(65)))
        .hasMessageContaining("at most 64");
  }

  @Test
  void write_randomCompounds_areReadBack() throws ProtocolException {
    Random random = new Random(3550);
    for (int round = 0; round < 500; round++) {
      List<RtcpPacket> packets = new ArrayList<>();
      for (int i = random.nextInt(6); i >= 0; i--) {
        packets.add(randomPacket(random));
      }
      byte[] bytes = Rtcp.write(packets);
      assertThat(bytes.length % 4).isZero();
      assertThat(Rtcp.parse(bytes, 0, bytes.length)).as("round %d", round).isEqualTo(packets);
    }
  }

  private static RtcpPacket randomPacket(Random random) {
    int ssrc = random.nextInt();
    return switch (random.nextInt(4)) {
      case 0 ->
          new SenderReport(ssrc, random.nextLong(), uint32(random), uint32(random), uint32(random));
      case 1 -> {
        List<ReceptionReport> reports = new ArrayList<>();
        for (int i = random.nextInt(32); i > 0; i--) {
          reports.add(
              new ReceptionReport(
                  random.nextInt(),
                  random.nextInt(256),
                  random.nextInt() >> 8,
                  uint32(random),
                  uint32(random),
                  uint32(random),
                  uint32(random)));
        }
        yield new ReceiverReport(ssrc, reports);
      }
      case 2 -> new SourceDescription(ssrc, "x".repeat(random.nextInt(256)));
      default -> new Goodbye(ssrc);
    };
  }

  private static long uint32(Random random) {
    return random.nextInt() & 0xFFFF_FFFFL;
  }

  @Test
  void ntpTimestamp_ofAnInstant_isReadBackIn2026AndBehindTheEraOf2036() {
    for (String text : new String[] {"2026-11-25T15:00:00.250Z", "2040-01-01T00:00:00Z"}) {
      Instant instant = Instant.parse(text);
      SenderReport report = new SenderReport(0, SenderReport.ntpTimestamp(instant), 0, 0, 0);
      assertThat(report.instant()).isEqualTo(instant);
    }
  }
}
