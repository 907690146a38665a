package io.outpost.protocols.h26x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.outpost.protocols.ProtocolException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class H265SpsTest {
  private static H265Sps parse(String digits) throws ProtocolException {
    byte[] bytes = TestStream.hex(digits);
    return H265Sps.parse(bytes, 0, bytes.length);
  }

  /** A Main SPS of this size that ends behind its bit depths. */
  static String spsOf(int width, int height) {
    BitWriter out = new BitWriter();
    out.bits(0x4201, 16).bits(0, 4).bits(0, 3).bits(1, 1).bits(1, 8).bits(0, 32).bits(0, 48);
    out.bits(93, 8).ue(0).ue(1).ue(width).ue(height).bits(0, 1).ue(0).ue(0).bits(1, 1);
    return HexFormat.of().formatHex(out.toNal());
  }

  @ParameterizedTest
  @CsvSource({
    // x265: Main; cropped, with scaling lists; Main10 intra; 4:2:2 at 4K; temporal layers
    "42010101600000030090000003000003005da00280802d165959a4932bc05a020000030002000003003210,"
        + "1, 93, 1280, 720, 25",
    "420101016000000300900000030000030078a003c08010e75596566924e5780b40400000fa40001d4c02,"
        + "1, 120, 1918, 1078, 29.97",
    "4201010408000003009da800000300003fa005020169365ba924caf0168080000003008000000784,"
        + "4, 63, 640, 360, 15",
    "4201010408000003009d08000003000099b001e020021c596566924caf0168080000030008000003019040,"
        + "4, 153, 3840, 2160, 50",
    "42010101600000030090000003000003005aa005820090596566924cab016808000003000800000300c840,"
        + "1, 90, 704, 576, 25",
  })
  void parse_encodersOutput_isRead(
      String sps, int profile, int level, int width, int height, double rate)
      throws ProtocolException {
    H265Sps parsed = parse(sps);

    assertThat(parsed.profile()).isEqualTo(profile);
    assertThat(parsed.level()).isEqualTo(level);
    assertThat(parsed.width()).isEqualTo(width);
    assertThat(parsed.height()).isEqualTo(height);
    assertThat(parsed.framesPerSecond()).isCloseTo(rate, within(0.001));
  }

  @Test
  void parse_cutOffBehindTheSize_leavesTheRateUnknown() throws ProtocolException {
    assertThat(parse(spsOf(640, 360))).isEqualTo(new H265Sps(0, 1, 93, 640, 360, 0));
  }

  @ParameterizedTest
  @CsvSource({"8200, 16", "16, 8200", "8192, 8192", "100000000, 100000000"})
  void parse_sizeBeyondTheLimit_isRefused(int width, int height) {
    assertThatThrownBy(() -> parse(spsOf(width, height)))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("choose a smaller stream profile");
  }

  @ParameterizedTest
  @CsvSource({"4201", "42010101600000030090", "4201ffffffffffffffffffffffffffffffffffffff"})
  void parse_cutOffOrGarbage_isAnError(String sps) {
    assertThatThrownBy(() -> parse(sps)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void parse_noWidth_isAnError() {
    assertThatThrownBy(() -> parse(spsOf(0, 16))).hasMessageContaining("found 0x16");
  }
}
