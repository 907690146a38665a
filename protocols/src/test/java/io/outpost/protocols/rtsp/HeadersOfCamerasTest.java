package io.outpost.protocols.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.protocols.ProtocolException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transport, Session and RTP-Info as cameras write them. */
class HeadersOfCamerasTest {
  private static TransportHeader transport(String corpusFile) throws Exception {
    return TransportHeader.parseAll(
            Corpus.response(corpusFile).headers().first("Transport").orElseThrow())
        .get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "bunny_setup, 0-1, 0",
    "dahua_setup, 0-1, 30a98ee7",
    "hikvision_setup, 0-1, 4cacc3d1",
    "hikvision_setup_ssrc_space, 0-1, d6d6627",
    "luckfox_rkipc_setup_tcp, 0-1, 22345684",
    "gw_main_setup_video, 0-1, 0",
    "gw_main_setup_audio, 2-3, 0",
    "gw_sub_setup, 0-1, 0",
  })
  void transport_interleavedOfCamera_isRead(String file, String channels, String ssrc)
      throws Exception {
    TransportHeader header = transport(file);

    assertThat(header.lower()).isEqualTo(LowerTransport.TCP);
    assertThat(header.interleaved().orElseThrow()).hasToString(channels);
    assertThat(header.ssrc().map(Integer::toHexString).orElse("0")).isEqualTo(ssrc);
  }

  @ParameterizedTest
  @CsvSource({
    "h264dvr_setup_video, 18714-18715, 40004-40005",
    "luckfox_rkipc_setup_udp, 54060-54061, 49152-49153",
  })
  void transport_datagramsOfCamera_isRead(String file, String client, String server)
      throws Exception {
    TransportHeader header = transport(file);

    assertThat(header.lower()).isEqualTo(LowerTransport.UDP);
    assertThat(header.clientPorts().orElseThrow()).hasToString(client);
    assertThat(header.serverPorts().orElseThrow()).hasToString(server);
  }

  @Test
  void transport_trailingSemicolonAndQuotes_areRead() throws Exception {
    TransportHeader header =
        TransportHeader.parseAll(
                "RTP/AVP;multicast;destination=\"239.1.2.3\";port=5000-5001;ttl=16;")
            .get(0);

    assertThat(header.lower()).isEqualTo(LowerTransport.MULTICAST);
    assertThat(header.destination()).contains("239.1.2.3");
    assertThat(header.groupPorts()).contains(new PortPair(5000, 5001));
  }

  @Test
  void transport_alternatives_areReadInOrderWithoutForeignProfiles() throws Exception {
    List<TransportHeader> all =
        TransportHeader.parseAll(
            "RTP/SAVP;unicast;client_port=1-2, RTP/AVP/UDP;client_port=3-4,"
                + "rtp/avp/tcp;interleaved=5-6");

    assertThat(all)
        .extracting(TransportHeader::lower)
        .containsExactly(LowerTransport.UDP, LowerTransport.TCP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "RAW/RAW/UDP",
        "RTP/AVP/TCP;interleaved=0-256",
        "RTP/AVP;client_port=70000-70001",
        "RTP/AVP;client_port=x"
      })
  void transport_outOfRange_isRefused(String value) {
    assertThatThrownBy(() -> TransportHeader.parseAll(value)).isInstanceOf(ProtocolException.class);
  }

  /** Found by fuzzing: what a viewer quoted came back as parameters of our own. */
  @Test
  void transport_destinationThatIsNoHost_isLeftOut() throws Exception {
    TransportHeader header =
        TransportHeader.parseAll("RTP/AVP;destination=\"a;client_port=1-2\";source=[2001:db8::1]")
            .get(0);

    assertThat(header.destination()).isEmpty();
    assertThat(header.source()).contains("[2001:db8::1]");
  }

  @Test
  void transport_formatted_readsBackTheSame() throws Exception {
    TransportHeader header =
        TransportHeader.udp(new PortPair(5000, 5001))
            .served(Optional.of(new PortPair(6000, 6001)), 0xCAFE);

    assertThat(TransportHeader.parseAll(header.format())).containsExactly(header);
  }

  @Test
  void session_hikvision_blanksInFrontAndTimeout() throws Exception {
    String value = Corpus.response("hikvision_setup").headers().first("Session").orElseThrow();

    assertThat(SessionHeader.parse(value))
        .isEqualTo(new SessionHeader("708345999", Optional.of(Duration.ofSeconds(60))));
  }

  @Test
  void session_gwSecurity_blankBeforeTimeout() throws Exception {
    String value = Corpus.response("gw_main_play").headers().first("Session").orElseThrow();

    assertThat(SessionHeader.parse(value).timeout()).contains(Duration.ofMinutes(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"12345678", "12345678;timeout=0", "12345678;timeout=99999;", "12345678;timeout"})
  void session_luckfoxOrAbsurdTimeout_countsAsAbsent(String value) throws Exception {
    assertThat(SessionHeader.parse(value))
        .isEqualTo(new SessionHeader("12345678", Optional.empty()));
  }

  @Test
  void rtpInfo_badRtptime_countsAsAbsent() throws Exception {
    String value = Corpus.response("bad_rtptime").headers().first("RTP-Info").orElseThrow();

    List<RtpInfo> streams = RtpInfo.parseAll(value);

    assertThat(streams).hasSize(2);
    assertThat(streams.get(0))
        .isEqualTo(new RtpInfo("trackID=1", Optional.of(1), Optional.empty()));
  }

  @Test
  void rtpInfo_dahua_threeStreams() throws Exception {
    String value = Corpus.response("dahua_play").headers().first("RTP-Info").orElseThrow();

    assertThat(RtpInfo.parseAll(value))
        .containsExactly(
            new RtpInfo("trackID=0", Optional.of(47121), Optional.of(3475222385L)),
            new RtpInfo("trackID=1", Optional.of(45186), Optional.of(2234446919L)),
            new RtpInfo("trackID=4", Optional.of(36583), Optional.of(816418535L)));
  }

  @Test
  void request_printed_hidesTheAnswerToAChallenge() {
    Headers headers = Headers.NONE.with("Authorization", "Basic c2VjcmV0");

    assertThat(new RtspRequest("PLAY", "rtsp://192.0.2.1/main", headers).toString())
        .doesNotContain("c2VjcmV0");
  }
}
