package io.outpost.protocols.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.protocols.ProtocolException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RtpPacketTest {
  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  private static RtpPacket parse(String digits) throws ProtocolException {
    byte[] bytes = hex(digits);
    return new RtpPacket().wrap(bytes, 0, bytes.length);
  }

  @Test
  void wrap_plainPacket_readsAllFields() throws ProtocolException {
    RtpPacket packet = parse("80e0 fffe fffffff0 89abcdef 0102");

    assertThat(packet.marker()).isTrue();
    assertThat(packet.payloadType()).isEqualTo(96);
    assertThat(packet.sequence()).isEqualTo(65_534);
    assertThat(packet.timestamp()).isEqualTo(0xFFFF_FFF0L);
    assertThat(packet.ssrc()).isEqualTo(0x89ABCDEF);
    assertThat(packet.payloadOffset()).isEqualTo(12);
    assertThat(packet.payloadLength()).isEqualTo(2);
    assertThat(packet.hasExtension()).isFalse();
  }

  @Test
  void wrap_csrcsExtensionAndPadding_findsThePayload() throws ProtocolException {
    RtpPacket packet =
        parse("b260 0001 00000002 00000003 0000000a 0000000b abac 0001 11223344 beef 00 02");

    assertThat(packet.csrcCount()).isEqualTo(2);
    assertThat(packet.csrc(1)).isEqualTo(11);
    assertThat(packet.extensionProfile()).isEqualTo(0xABAC);
    assertThat(packet.extensionOffset()).isEqualTo(24);
    assertThat(packet.extensionLength()).isEqualTo(4);
    assertThat(packet.payloadOffset()).isEqualTo(28);
    assertThat(packet.payloadLength()).isEqualTo(2);
    assertThatThrownBy(() -> packet.csrc(2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void wrap_regionOfALargerBuffer_staysInside() throws ProtocolException {
    byte[] bytes = hex("ffff 8060 0001 00000002 00000003 beef ffff");
    RtpPacket packet = new RtpPacket().wrap(bytes, 2, 14);

    assertThat(packet.payloadOffset()).isEqualTo(14);
    assertThat(packet.payloadLength()).isEqualTo(2);
    assertThat(packet.sequence()).isEqualTo(1);
  }

  @Test
  void wrap_bufferOnOrOffTheHeap_readsTheSame() throws ProtocolException {
    byte[] bytes = hex("00 8060 0001 00000002 00000003 beef");
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().position(1);
    ByteBuffer heap = ByteBuffer.wrap(bytes).position(1);

    for (ByteBuffer buffer : new ByteBuffer[] {direct, heap}) {
      RtpPacket packet = new RtpPacket().wrap(buffer);
      assertThat(packet.buffer()[packet.payloadOffset()]).isEqualTo((byte) 0xBE);
      assertThat(packet.payloadLength()).isEqualTo(2);
      assertThat(buffer.position()).isEqualTo(1);
    }
  }

  @Test
  void wrap_onlyPadding_leavesAnEmptyPayload() throws ProtocolException {
    assertThat(parse("a060 0001 00000002 00000003 000003").payloadLength()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "80600001000000020000, 12 to 65535 bytes",
    "406000010000000200000003, RTP version 2",
    "836000010000000200000003 00000001, expected 24 header bytes",
    "906000010000000200000003, expected 16 header bytes",
    "906000010000000200000003 abac0002 00000000, expected 24 header bytes",
    "a06000010000000200000003, bytes of padding",
    "a06000010000000200000003 00, expected 1 to 1 bytes of padding",
    "a06000010000000200000003 0004, expected 1 to 2 bytes of padding"
  })
  void wrap_brokenPacket_isAnError(String digits, String message) {
    assertThatThrownBy(() -> parse(digits))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("RFC 3550 5.1");
  }
}
