package io.outpost.protocols.h26x;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.protocols.rtp.CodedPicture;
import io.outpost.protocols.rtp.VideoCodec;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormatParametersTest {
  @Test
  void of_h264KeyPicture_makesADepacketiserThatNeedsNoMore() {
    TestStream first = H264DepacketiserTest.running().sendMarked(9, H264DepacketiserTest.IDR);
    CodedPicture key = first.pictures.get(first.pictures.size() - 1);
    String fmtp = FormatParameters.of(key);

    assertThat(fmtp).startsWith("packetization-mode=1;profile-level-id=64001E;sprop-");
    TestStream second = H264DepacketiserTest.stream(parse(fmtp));
    second.sendMarked(0, H264DepacketiserTest.IDR).send(1, H264DepacketiserTest.P);
    assertThat(second.pictures.get(0).data()).isEqualTo(key.data());
  }

  @Test
  void of_h265KeyPicture_makesADepacketiserThatNeedsNoMore() {
    TestStream first = H265DepacketiserTest.stream(H265DepacketiserTest.sprop());
    first.sendMarked(0, H265DepacketiserTest.IDR).send(1, H265DepacketiserTest.P);
    CodedPicture key = first.pictures.get(0);

    TestStream second = H265DepacketiserTest.stream(parse(FormatParameters.of(key)));
    second.sendMarked(0, H265DepacketiserTest.IDR).send(1, H265DepacketiserTest.P);
    assertThat(second.pictures.get(0).data()).isEqualTo(key.data());
  }

  @Test
  void of_jpeg_isEmpty() {
    assertThat(
            FormatParameters.of(new CodedPicture(VideoCodec.JPEG, new byte[0], 0, true, 0, 8, 8)))
        .isEmpty();
  }

  private static Map<String, String> parse(String fmtp) {
    Map<String, String> values = new HashMap<>();
    for (String pair : fmtp.split(";", -1)) {
      int equals = pair.indexOf('=');
      values.put(pair.substring(0, equals).toLowerCase(Locale.ROOT), pair.substring(equals + 1));
    }
    return values;
  }
}
