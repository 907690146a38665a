package io.outpost.protocols.h26x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.protocols.ProtocolException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class H264SpsTest {
  private static H264Sps parse(String digits) throws ProtocolException {
    byte[] bytes = TestStream.hex(digits);
    return H264Sps.parse(bytes, 0, bytes.length);
  }

  /** A baseline SPS of this size, multiples of 16, without VUI. */
  static String spsOf(int width, int height) {
    BitWriter out = new BitWriter();
    out.bits(0x67, 8).bits(66, 8).bits(0, 8).bits(30, 8).ue(0);
    out.ue(0).ue(2).ue(1).bits(0, 1);
    out.ue(width / 16 - 1).ue(height / 16 - 1).bits(1, 1).bits(0, 1);
    out.bits(0, 1).bits(0, 1).bits(1, 1);
    return HexFormat.of().formatHex(out.toNal());
  }

  @ParameterizedTest
  @CsvSource({
    // x264, High, cropped or not
    "6764001eacd940a02ff97011000003000100000300320f162d96, 100, 30, 640, 360, 25",
    "67640028acd940780227e5c044000003000400000300c83c60c658, 100, 40, 1920, 1080, 25",
    "6764000aacd9447b0110000003001000000300a0f1225960, 100, 10, 64, 48, 5",
    "67640028acd940780227a9b011000003000100000300180f183196, 100, 40, 1918, 1078, 12",
    // interlaced, with sample aspect ratio
    "6764001eacd940b424d8088000000300800000190f8a14cb, 100, 30, 720, 576, 25",
    // 4:2:2 with 10 bits, 4:4:4
    "677a001eb6cd940a03db0110000003001000000303c0f162d960, 122, 30, 640, 480, 30",
    "67f4001e919b281407b60220000003002000000781e2c5b2c0, 244, 30, 640, 480, 30",
  })
  void parse_encodersOutput_isRead(
      String sps, int profile, int level, int width, int height, double rate)
      throws ProtocolException {
    H264Sps parsed = parse(sps);

    assertThat(parsed.profile()).isEqualTo(profile);
    assertThat(parsed.level()).isEqualTo(level);
    assertThat(parsed.width()).isEqualTo(width);
    assertThat(parsed.height()).isEqualTo(height);
    assertThat(parsed.framesPerSecond()).isEqualTo(rate);
  }

  @Test
  void parse_vuiCutOff_leavesTheRateUnknown() throws ProtocolException {
    H264Sps parsed = parse("6764001eacd940a02ff9701100");

    assertThat(parsed.width()).isEqualTo(640);
    assertThat(parsed.framesPerSecond()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"8192, 16", "16, 8192", "8192, 5456", "7680, 4320"})
  void parse_sizeAtTheLimit_isTaken(int width, int height) throws ProtocolException {
    assertThat(parse(spsOf(width, height)).width()).isEqualTo(width);
  }

  @ParameterizedTest
  @CsvSource({"8208, 16", "16, 8208", "8192, 5472", "1048576, 1048576"})
  void parse_sizeBeyondTheLimit_isRefused(int width, int height) {
    assertThatThrownBy(() -> parse(spsOf(width, height)))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("choose a smaller stream profile");
  }

  @ParameterizedTest
  @CsvSource({"67", "6764001e", "676400", "67640028acd9", "67ffffff0000000000000000"})
  void parse_cutOffOrGarbage_isAnError(String sps) {
    assertThatThrownBy(() -> parse(sps)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void parse_croppingOfAllThereIs_isAnError() {
    BitWriter out = new BitWriter();
    out.bits(0x67, 8).bits(66, 8).bits(0, 8).bits(30, 8).ue(0);
    out.ue(0).ue(2).ue(1).bits(0, 1);
    out.ue(1).ue(1).bits(1, 1).bits(0, 1);
    out.bits(1, 1).ue(8).ue(8).ue(0).ue(0).bits(0, 1).bits(1, 1);

    assertThatThrownBy(() -> H264Sps.parse(out.toNal(), 0, out.toNal().length))
        .hasMessageContaining("expected cropping to leave something of 32");
  }
}
