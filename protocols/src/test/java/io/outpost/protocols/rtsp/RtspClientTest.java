package io.outpost.protocols.rtsp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.protocols.http.Login;
import io.outpost.protocols.rtp.VideoCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client against what cameras answer; tests bear the name of the camera or of the fault. */
class RtspClientTest {
  private static final String URI = "rtsp://192.0.2.1:554/main";
  private static final String SDP =
      "v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:trackID=1\r\n";
  private static final String INTERLEAVED = "RTP/AVP/TCP;unicast;interleaved=0-1";

  private final List<ClientAction> actions = new ArrayList<>();
  private RtspClient client = client(Optional.empty(), LowerTransport.TCP);

  private static RtspClient client(Optional<Login> login, LowerTransport... transports) {
    return new RtspClient(
        new ClientSettings(URI, login, List.of(transports), "test", Optional.empty()), () -> "c1");
  }

  private static final Optional<Login> LOGIN = Optional.of(new Login("admin", () -> "secret"));

  private void start() {
    act(client.start());
  }

  private void act(List<ClientAction> next) {
    actions.clear();
    actions.addAll(next);
  }

  /** The request that was sent last. */
  private RtspRequest sent() {
    for (int i = actions.size() - 1; i >= 0; i--) {
      if (actions.get(i) instanceof ClientAction.Send send
          && send.message() instanceof RtspRequest request) {
        return request;
      }
    }
    throw new AssertionError("nothing was sent: " + actions);
  }

  private void answer(int status, String... namesAndValues) {
    answer(status, "", namesAndValues);
  }

  private void answer(int status, String body, String[] namesAndValues) {
    Headers headers = Headers.NONE.with("CSeq", sent().cseq().orElseThrow() + " ");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers = headers.with(namesAndValues[i], namesAndValues[i + 1]);
    }
    act(client.onResponse(new RtspResponse(status, "Why", headers, body.getBytes(UTF_8))));
  }

  private void answerFrom(String corpusFile) throws Exception {
    act(client.onResponse(Corpus.response(corpusFile, sent().cseq().orElseThrow())));
  }

  private void describe(String sdp, String... headers) {
    start();
    answer(200, "Public", "OPTIONS, GET_PARAMETER");
    assertThat(sent().method()).isEqualTo("DESCRIBE");
    answer(200, sdp, headers);
  }

  private void play() {
    describe(SDP);
    answer(200, "Transport", INTERLEAVED, "Session", "4711;timeout=20");
    answer(200);
    assertThat(actions).singleElement().isInstanceOf(ClientAction.Playing.class);
  }

  private ClientFailure failure() {
    assertThat(actions).isNotEmpty();
    return ((ClientAction.Fail) actions.get(actions.size() - 1)).failure();
  }

  private ClientAction.Receive received() {
    return (ClientAction.Receive) actions.get(0);
  }

  @Test
  void pull_wellBehavedCamera_runsThroughToTeardown() {
    start();
    assertThat(sent().method()).isEqualTo("OPTIONS");
    answer(200, "Public", "OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER");
    assertThat(sent().headers().first("Accept")).contains("application/sdp");
    answer(200, SDP, new String[] {"Content-Base", URI + "/"});
    assertThat(sent().uri()).isEqualTo(URI + "/trackID=1");
    assertThat(sent().headers().first("Transport")).contains(INTERLEAVED);
    answer(200, "Transport", INTERLEAVED, "Session", "4711;timeout=20");
    assertThat(received().track().codec()).isEqualTo(VideoCodec.H264);
    assertThat(sent().method()).isEqualTo("PLAY");
    assertThat(sent().headers().first("Session")).contains("4711");
    answer(200);
    assertThat(client.keepAliveInterval()).isEqualTo(Duration.ofSeconds(10));
    act(client.keepAlive());
    assertThat(sent().method()).isEqualTo("GET_PARAMETER");
    answer(200);
    act(client.close());
    assertThat(sent().method()).isEqualTo("TEARDOWN");
    answer(200);
    assertThat(actions).singleElement().isInstanceOf(ClientAction.Finish.class);
    assertThat(client.keepAlive()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "anjvision_describe, rtsp://192.168.1.10:554/stream0/trackID=1,"
        + " rtsp://192.168.1.10:554/stream0/",
    "bunny_describe, rtsp://wowzaec2demo.streamlock.net/vod/mp4:BigBuckBunny_115k.mov/trackID=2,"
        + " rtsp://wowzaec2demo.streamlock.net/vod/mp4:BigBuckBunny_115k.mov/",
    "dahua_describe_h264_aac_onvif,"
        + " rtsp://192.168.5.111:554/cam/realmonitor?channel=1&subtype=1&unicast=true&proto=Onvif/trackID=0,"
        + " rtsp://192.168.5.111:554/cam/realmonitor?channel=1&subtype=1&unicast=true&proto=Onvif/",
    "foscam_describe, rtsp://192.168.5.107:65534/videoMain/track1,"
        + " rtsp://192.168.5.107:65534/videoMain/",
    "gw_main_describe,"
        + " rtsp://192.168.1.110:5050/H264?channel=1&subtype=0&unicast=true&proto=Onvif/video,"
        + " rtsp://192.168.1.110:5050/H264?channel=1&subtype=0&unicast=true&proto=Onvif",
    "h264dvr_describe, rtsp://127.0.0.1:554/camera/trackID=3, rtsp://127.0.0.1:554/camera",
    "hikvision_describe,"
        + " rtsp://192.168.5.106:554/Streaming/Channels/101/trackID=1?transportmode=unicast&profile=Profile_1,"
        + " rtsp://192.168.5.106:554/Streaming/Channels/101/?transportmode=unicast&profile=Profile_1",
    "ipcam_describe, rtsp://192.0.2.1:554/main/trackID=1, rtsp://192.0.2.1:554/main",
    "missing_content_type_describe, rtsp://192.0.2.1:554/main/streamid=0,"
        + " rtsp://192.0.2.1:554/main",
  })
  void describe_camera_setsUpItsTrackAndPlaysItsAggregate(
      String file, String trackUri, String aggregateUri) throws Exception {
    start();
    answer(200);
    answerFrom(file);
    assertThat(sent().method()).isEqualTo("SETUP");
    assertThat(sent().uri()).isEqualTo(trackUri);
    answer(200, "Transport", INTERLEAVED, "Session", "1");
    assertThat(sent().method()).isEqualTo("PLAY");
    assertThat(sent().uri()).isEqualTo(aggregateUri);
  }

  @ParameterizedTest
  @CsvSource({
    "dahua_setup, dahua_play, 634214675641",
    "hikvision_setup, hikvision_play, 708345999",
    "hikvision_setup_ssrc_space, hikvision_play, 708886412",
    "gw_sub_setup, gw_sub_play, 9b0d0e54",
    "luckfox_rkipc_setup_tcp, bunny_play, 12345678",
    "bunny_setup, bad_rtptime, 1642021126",
  })
  void setupAndPlay_camera_arePassed(String setup, String play, String session) throws Exception {
    describe(SDP);
    answerFrom(setup);
    assertThat(received().transport().interleaved()).contains(new PortPair(0, 1));
    assertThat(sent().headers().first("Session")).contains(session);
    answerFrom(play);
    assertThat(actions).singleElement().isInstanceOf(ClientAction.Playing.class);
  }

  @Test
  void rtpInfo_ofAnotherUrlOrAbsent_playsAllTheSame() {
    describe(SDP);
    answer(200, "Transport", INTERLEAVED, "Session", "1");
    answer(200, "RTP-Info", "url=rtsp://10.9.9.9/other;seq=0;rtptime=0");
    assertThat(actions).singleElement().isInstanceOf(ClientAction.Playing.class);
  }

  @Test
  void control_onlyAtSessionLevel_isUsedForTheTrack() {
    describe(
        "v=0\na=control:rtsp://192.0.2.1/only\nm=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\n");
    assertThat(sent().uri()).isEqualTo("rtsp://192.0.2.1/only");
  }

  @Test
  void contentBase_pathOnly_isTakenFromTheRequestsHost() {
    describe(SDP, "Content-Base", "/live/");
    assertThat(sent().uri()).isEqualTo("rtsp://192.0.2.1:554/live/trackID=1");
  }

  @Test
  void contentLocation_insteadOfContentBase_isUsed() {
    describe(SDP, "Content-Base", "", "Content-Location", "rtsp://192.0.2.1/loc/");
    assertThat(sent().uri()).isEqualTo("rtsp://192.0.2.1/loc/trackID=1");
  }

  @Test
  void sessionHeader_missing_goesOnWithoutOne() {
    describe(SDP);
    answer(200, "Transport", INTERLEAVED + ";");
    assertThat(sent().method()).isEqualTo("PLAY");
    assertThat(sent().headers().first("Session")).isEmpty();
  }

  @Test
  void transportHeader_missing_isTakenAsAsked() {
    describe(SDP);
    answer(200, "Session", "1");
    assertThat(received().transport()).isEqualTo(TransportHeader.tcp(new PortPair(0, 1)));
  }

  @Test
  void transport_otherChannelsThanAsked_areUsed() {
    describe(SDP);
    answer(200, "Transport", "RTP/AVP/TCP;interleaved=4-5");
    assertThat(received().transport().interleaved()).contains(new PortPair(4, 5));
  }

  @Test
  void cseq_missingOnKeepAliveAnswers_isMatchedInOrder() {
    play();
    act(client.keepAlive());
    act(client.onResponse(new RtspResponse(200, "OK", Headers.NONE)));
    assertThat(actions).isEmpty();
    act(client.close());
    act(client.onResponse(new RtspResponse(200, "OK", Headers.NONE)));
    assertThat(actions).singleElement().isInstanceOf(ClientAction.Finish.class);
  }

  @Test
  void keepAlive_neverAnswered_isForgottenBeforeLong() {
    play();
    for (int i = 0; i < 1_000; i++) {
      act(client.keepAlive());
      assertThat(sent().method()).isEqualTo("GET_PARAMETER");
    }
    act(client.close());
    answer(200);
    assertThat(actions).singleElement().isInstanceOf(ClientAction.Finish.class);
  }

  @Test
  void keepAlive_getParameterAdvertisedYetRefused_fallsBackToOptions() {
    play();
    act(client.keepAlive());
    answer(501);
    act(client.keepAlive());
    assertThat(sent().method()).isEqualTo("OPTIONS");
  }

  @Test
  void keepAlive_sessionForgotten_ends() {
    play();
    act(client.keepAlive());
    answer(454);
    assertThat(failure().reason()).isEqualTo(ClientFailure.Reason.SESSION_ENDED);
  }

  @Test
  void options_unknownToTheCamera_isPassedOver() {
    start();
    answer(405);
    assertThat(sent().method()).isEqualTo("DESCRIBE");
  }

  @Test
  void teardown_fromTheCamera_endsTheSession() {
    play();
    act(client.onRequest(new RtspRequest("TEARDOWN", URI, Headers.NONE.with("CSeq", "9"))));
    assertThat(actions).hasSize(2);
    assertThat(failure().reason()).isEqualTo(ClientFailure.Reason.SESSION_ENDED);
  }

  @Test
  void request_fromTheCamera_isAnsweredUnderItsNumber() {
    play();
    act(client.onRequest(new RtspRequest("OPTIONS", "*", Headers.NONE.with("CSeq", "9"))));
    RtspMessage answer = ((ClientAction.Send) actions.get(0)).message();
    assertThat(answer.cseq()).contains(9);
    assertThat(((RtspResponse) answer).status()).isEqualTo(200);
  }

  @Test
  void challenge_withoutCredentials_saysThatTheyAreMissing() {
    start();
    answer(200);
    answer(401, "WWW-Authenticate", "Digest realm=\"IPC\", nonce=\"n\"");
    assertThat(failure())
        .isEqualTo(
            new ClientFailure(
                ClientFailure.Reason.CREDENTIALS_MISSING,
                "401 to DESCRIBE " + URI + " (realm \"IPC\")"));
  }

  @Test
  void challenge_answerRefused_saysThatTheyAreWrong() {
    client = client(LOGIN, LowerTransport.TCP);
    start();
    answer(200);
    answer(401, "WWW-Authenticate", "Digest realm=\"IPC\", nonce=\"1\"");
    assertThat(sent().method()).isEqualTo("DESCRIBE");
    assertThat(sent().headers().first("Authorization").orElseThrow()).contains("nonce=\"1\"");
    answer(401, "WWW-Authenticate", "Digest realm=\"IPC\", nonce=\"2\"");
    assertThat(failure().reason()).isEqualTo(ClientFailure.Reason.CREDENTIALS_REFUSED);
  }

  @Test
  void challenge_staleNonceInMidSession_isAnsweredWithTheNewOne() {
    client = client(LOGIN, LowerTransport.TCP);
    start();
    answer(401, "WWW-Authenticate", "Digest realm=\"IPC\", nonce=\"1\", qop=\"auth\"");
    answer(200);
    answer(200, SDP, new String[0]);
    assertThat(sent().headers().first("Authorization").orElseThrow()).contains("nc=00000003");
    answer(401, "WWW-Authenticate", "Digest realm=\"IPC\", nonce=\"2\", stale=true");
    answer(401, "WWW-Authenticate", "Digest realm=\"IPC\", nonce=\"3\", stale=true");
    assertThat(sent().method()).isEqualTo("SETUP");
    assertThat(sent().headers().first("Authorization").orElseThrow()).contains("nonce=\"3\"");
    answer(200, "Transport", INTERLEAVED);
    assertThat(sent().method()).isEqualTo("PLAY");
  }

  @Test
  void challenge_nonceAlwaysStale_isGivenUp() {
    client = client(LOGIN, LowerTransport.TCP);
    start();
    for (int i = 0; i < 4; i++) {
      answer(401, "WWW-Authenticate", "Digest realm=\"x\", nonce=\"" + i + "\", stale=true");
    }
    assertThat(failure().reason()).isEqualTo(ClientFailure.Reason.CREDENTIALS_REFUSED);
  }

  @Test
  void challenge_ofUnknownSchemes_namesThem() {
    client = client(LOGIN, LowerTransport.TCP);
    start();
    answer(401, "WWW-Authenticate", "Digest realm=\"x\", nonce=\"1\", algorithm=SHA-512-256");
    assertThat(failure().reason()).isEqualTo(ClientFailure.Reason.AUTHENTICATION_UNSUPPORTED);
    assertThat(failure().detail()).endsWith("offered: digest SHA-512-256");
  }

  @Test
  void transport_tcpRefusedWith461_fallsBackToUdp() {
    client = client(Optional.empty(), LowerTransport.TCP, LowerTransport.UDP);
    describe(SDP);
    answer(461);
    assertThat(actions).singleElement().isInstanceOf(ClientAction.OpenPorts.class);
    act(client.onPorts(new PortPair(5000, 5001)));
    assertThat(sent().headers().first("Transport"))
        .contains("RTP/AVP;unicast;client_port=5000-5001");
    answer(200, "Transport", "RTP/AVP;client_port=5000-5001;server_port=6000-6001");
    assertThat(received().refused()).containsExactly(LowerTransport.TCP);
    assertThat(received().transport().serverPorts()).contains(new PortPair(6000, 6001));
  }

  @Test
  void transport_udpRefusedWith461_fallsBackToTcp() {
    client = client(Optional.empty(), LowerTransport.UDP, LowerTransport.TCP);
    start();
    answer(200);
    answer(200, SDP, new String[0]);
    act(client.onPorts(new PortPair(5000, 5001)));
    answer(461);
    assertThat(sent().headers().first("Transport")).contains(INTERLEAVED);
  }

  @Test
  void transport_h264dvrAnswersUdpToTcp_countsAsRefused() throws Exception {
    client = client(Optional.empty(), LowerTransport.TCP, LowerTransport.UDP);
    describe(SDP);
    answerFrom("h264dvr_setup_video");
    assertThat(actions).singleElement().isInstanceOf(ClientAction.OpenPorts.class);
  }

  @Test
  void transport_allRefused_saysWhich() {
    client = client(Optional.empty(), LowerTransport.TCP, LowerTransport.MULTICAST);
    describe(SDP);
    answer(461);
    assertThat(sent().headers().first("Transport")).contains("RTP/AVP;multicast");
    answer(461);
    assertThat(failure().reason()).isEqualTo(ClientFailure.Reason.TRANSPORT_REFUSED);
    assertThat(failure().detail()).endsWith("for TCP, MULTICAST");
  }

  @ParameterizedTest
  @CsvSource({
    "403, FORBIDDEN",
    "404, NOT_FOUND",
    "453, SESSION_LIMIT",
    "400, REQUEST_REFUSED",
    "500, REQUEST_REFUSED",
  })
  void describe_refused_hasItsReason(int status, ClientFailure.Reason reason) {
    start();
    answer(200);
    answer(status);
    assertThat(failure())
        .isEqualTo(new ClientFailure(reason, status + " (Why) to DESCRIBE " + URI));
  }

  @Test
  void setup_453_sessionLimit() {
    describe(SDP);
    answer(453);
    assertThat(failure().reason()).isEqualTo(ClientFailure.Reason.SESSION_LIMIT);
  }

  @Test
  void describe_redirected_isNotFollowedAndHidesUserInfo() {
    start();
    answer(200);
    answer(302, "Location", "rtsp://admin:pw@198.51.100.7/x");
    assertThat(failure().reason()).isEqualTo(ClientFailure.Reason.REDIRECTED);
    assertThat(failure().detail()).endsWith("to rtsp://198.51.100.7/x");
  }

  @Test
  void describe_audioOnly_hasNoVideo() {
    describe("v=0\nm=audio 0 RTP/AVP 0\nm=application 0 RTP/AVP 107\n");
    assertThat(failure().reason()).isEqualTo(ClientFailure.Reason.NO_VIDEO);
    assertThat(failure().detail()).contains("audio, application");
  }

  @Test
  void describe_unknownCodec_isNamed() {
    describe("v=0\nm=video 0 RTP/AVP 96\na=rtpmap:96 MP4V-ES/90000\n");
    assertThat(failure().reason()).isEqualTo(ClientFailure.Reason.CODEC_UNSUPPORTED);
    assertThat(failure().detail()).contains("MP4V-ES");
  }

  @Test
  void describe_emptyBody_isMalformed() {
    describe("");
    assertThat(failure().reason()).isEqualTo(ClientFailure.Reason.ANSWER_MALFORMED);
  }

  @Test
  void staleSession_oldLive555_isTornDownByTheNextConnection() throws Exception {
    start();
    answer(200);
    answerFrom("foscam_describe");
    answer(200, "Transport", INTERLEAVED, "Session", "ABC;timeout=65");
    answer(200);

    ClientSettings.StaleSession stale = client.staleSession().orElseThrow();
    client =
        new RtspClient(
            new ClientSettings(
                URI, Optional.empty(), List.of(LowerTransport.TCP), "test", Optional.of(stale)),
            () -> "c1");
    start();

    assertThat(actions).hasSize(2);
    RtspRequest first = (RtspRequest) ((ClientAction.Send) actions.get(0)).message();
    assertThat(first.method()).isEqualTo("TEARDOWN");
    assertThat(first.uri()).isEqualTo("rtsp://192.168.5.107:65534/videoMain/");
    assertThat(first.headers().all("Session")).containsExactly("ABC");
    act(client.onResponse(new RtspResponse(454, "", Headers.NONE.with("CSeq", "1"))));
    assertThat(actions).isEmpty();
    act(client.onResponse(new RtspResponse(200, "OK", Headers.NONE.with("CSeq", "2"))));
    assertThat(sent().method()).isEqualTo("DESCRIBE");
  }

  @Test
  void staleSession_otherServers_leaveNone() {
    play();
    assertThat(client.staleSession()).isEmpty();
  }

  @Test
  void answer_toNothingAsked_isIgnored() {
    start();
    act(client.onResponse(new RtspResponse(200, "OK", Headers.NONE.with("CSeq", "99"))));
    assertThat(actions).isEmpty();
  }
}
