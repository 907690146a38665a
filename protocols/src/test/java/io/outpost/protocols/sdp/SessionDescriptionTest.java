package io.outpost.protocols.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.rtp.VideoCodec;
import io.outpost.protocols.rtsp.Corpus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionDescriptionTest {
  private static VideoTrack track(String text) throws ProtocolException {
    return VideoTrack.first(SessionDescription.parse(text.getBytes(UTF_8))).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "anjvision_describe, H265, 96, trackID=1",
    "bunny_describe, H264, 97, trackID=2",
    "dahua_describe_h264_aac_onvif, H264, 96, trackID=0",
    "foscam_describe, H264, 96, track1",
    "gw_main_describe, H264, 96, video",
    "gw_sub_describe, H264, 96, video",
    "h264dvr_describe, H264, 96, trackID=3",
    "hikvision_describe, H264, 96,"
        + " rtsp://192.168.5.106:554/Streaming/Channels/101/trackID=1?transportmode=unicast&profile=Profile_1",
    "ipcam_describe, H264, 96, trackID=1",
    "missing_content_type_describe, H264, 96, streamid=0",
    "response, H264, 97, trackID=2",
  })
  void first_camera_isItsVideoTrack(String file, VideoCodec codec, int payloadType, String control)
      throws Exception {
    SessionDescription description = SessionDescription.parse(Corpus.response(file).body());

    VideoTrack track = VideoTrack.first(description).orElseThrow();

    assertThat(track.codec()).isEqualTo(codec);
    assertThat(track.payloadType()).isEqualTo(payloadType);
    assertThat(track.control()).isEqualTo(control);
    assertThat(track.clockRate()).isEqualTo(90_000);
  }

  @Test
  void parameters_h264dvrWithBlanks_areTrimmed() throws Exception {
    SessionDescription description =
        SessionDescription.parse(Corpus.response("h264dvr_describe").body());

    assertThat(VideoTrack.first(description).orElseThrow().parameters())
        .containsEntry("packetization-mode", "1")
        .containsEntry("sprop-parameter-sets", "Z0IAKZY1QPAET8s3AQEBQAAAAwBAAAAHoQ==,aM4xsg==");
  }

  @Test
  void parameters_anjvision_hasAllThreeSets() throws Exception {
    SessionDescription description =
        SessionDescription.parse(Corpus.response("anjvision_describe").body());

    assertThat(VideoTrack.first(description).orElseThrow().parameters())
        .containsKeys("sprop-vps", "sprop-sps", "sprop-pps");
  }

  @Test
  void first_noRtpmapForStaticPayloadType_isJpeg() throws Exception {
    VideoTrack track = track("v=0\nm=video 0 RTP/AVP 26\na=control:1\n");

    assertThat(track.codec()).isEqualTo(VideoCodec.JPEG);
    assertThat(track.payloadType()).isEqualTo(26);
  }

  @Test
  void first_unknownFormatBeforeAKnownOne_isPassedOver() throws Exception {
    VideoTrack track =
        track(
            """
            m=video 0 RTP/AVP 98 97
            a=rtpmap:98 VP8/90000
            a=rtpmap:97 h264/90000
            c=IN IP4 239.1.2.3/64
            """);

    assertThat(track.payloadType()).isEqualTo(97);
    assertThat(track.connection()).contains("239.1.2.3/64");
  }

  @Test
  void encodings_unknownCodec_areNamed() throws Exception {
    SessionDescription description =
        SessionDescription.parse(
            "m=video 0 RTP/AVP 98 31\na=rtpmap:98 MP4V-ES/90000\n".getBytes(UTF_8));

    assertThat(VideoTrack.first(description)).isEmpty();
    assertThat(VideoTrack.encodings(description)).containsExactly("MP4V-ES", "payload type 31");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "v=0\r\ns=x\r\n", "m=video\n", "m=video x RTP/AVP 96", "m=video 99999 a 1"})
  void parse_noOrBrokenMedia_isRefused(String text) {
    assertThatThrownBy(() -> SessionDescription.parse(text.getBytes(UTF_8)))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("RFC 4566");
  }

  @Test
  void parse_beyondTheLimits_isRefused() {
    String lines = "a=x\n".repeat(SessionDescription.MAX_LINES + 1);
    String media = "m=audio 0 RTP/AVP 0\n".repeat(SessionDescription.MAX_MEDIA + 1);
    String formats = "m=audio 0 RTP/AVP" + " 1".repeat(SessionDescription.MAX_FORMATS + 1);
    for (String text : new String[] {lines, media, formats}) {
      assertThatThrownBy(() -> SessionDescription.parse(text.getBytes(UTF_8)))
          .isInstanceOf(ProtocolException.class);
    }
  }
}
