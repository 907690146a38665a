package io.outpost.protocols.h26x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.outpost.protocols.ProtocolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parameter sets that real cameras put into their session descriptions. */
class CameraParameterSetsTest {
  private static final Path CORPUS = Path.of("..", "..", "shared", "corpus", "rtsp");
  private static final Pattern H264 = Pattern.compile("sprop-parameter-sets=([^;,\\s]+)");
  private static final Pattern H265 = Pattern.compile("sprop-sps=([^;,\\s]+)");

  private static byte[] sps(String camera, Pattern parameter) throws IOException {
    Path file = CORPUS.resolve(camera + ".txt");
    assumeTrue(Files.exists(file), "needs the camera corpus in ../shared/corpus/rtsp");
    Matcher found = parameter.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    assertThat(found.find()).isTrue();
    return Base64.getMimeDecoder().decode(found.group(1));
  }

  @ParameterizedTest
  @CsvSource({
    "bunny_describe, 240, 160, 24",
    "dahua_describe_h264_aac_onvif, 704, 480, 15",
    "foscam_describe, 1280, 720, 0",
    "gw_main_describe, 1920, 1080, 0",
    "gw_sub_describe, 720, 480, 0",
    "h264dvr_describe, 1920, 1080, 15",
    "hikvision_describe, 1920, 1080, 30",
    "ipcam_describe, 1280, 960, 20",
    "missing_content_type_describe, 320, 180, 30"
  })
  void parse_h264SpsOfACamera_isRead(String camera, int width, int height, double rate)
      throws IOException, ProtocolException {
    byte[] bytes = sps(camera, H264);
    H264Sps sps = H264Sps.parse(bytes, 0, bytes.length);

    assertThat(sps.width()).isEqualTo(width);
    assertThat(sps.height()).isEqualTo(height);
    assertThat(sps.framesPerSecond()).isEqualTo(rate);
  }

  @ParameterizedTest
  @CsvSource({"anjvision_describe, 1280, 704"})
  void parse_h265SpsOfACamera_isRead(String camera, int width, int height)
      throws IOException, ProtocolException {
    byte[] bytes = sps(camera, H265);
    H265Sps sps = H265Sps.parse(bytes, 0, bytes.length);

    assertThat(sps.width()).isEqualTo(width);
    assertThat(sps.height()).isEqualTo(height);
  }
}
