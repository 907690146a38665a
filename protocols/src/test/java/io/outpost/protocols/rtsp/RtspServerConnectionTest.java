package io.outpost.protocols.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.protocols.http.DigestAlgorithm;
import io.outpost.protocols.http.Login;
import io.outpost.protocols.http.ServerAuthenticator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RtspServerConnectionTest {
  private static final String URI = "rtsp://127.0.0.1:8554/yard/sub";
  private static final String SDP =
      """
      v=0
      s=x
      a=control:*
      m=video 0 RTP/AVP 96
      a=rtpmap:96 H264/90000
      a=control:trackID=0
      """;

  private static RtspServerConnection server(
      Optional<ServerAuthenticator> authenticator, LowerTransport... transports) {
    ServerSettings settings =
        new ServerSettings(
            Set.of(transports),
            Optional.of(new PortPair(6000, 6001)),
            authenticator,
            () -> "0badcafe00112233");
    return new RtspServerConnection(
        settings,
        path ->
            path.equals("/yard/sub")
                ? new CatalogueEntry.Described(SDP)
                : new CatalogueEntry.Refused(404, "Not Found"));
  }

  /** Lets our client and our server talk until nobody has anything more to say. */
  private static List<Object> talk(RtspClient client, RtspServerConnection server) {
    List<Object> seen = new ArrayList<>();
    List<ClientAction> todo = new ArrayList<>(client.start());
    while (!todo.isEmpty()) {
      ClientAction action = todo.remove(0);
      if (action instanceof ClientAction.Send send) {
        for (ServerAction reply : server.onRequest((RtspRequest) send.message())) {
          if (reply instanceof ServerAction.Respond respond) {
            todo.addAll(client.onResponse(respond.response()));
          } else {
            seen.add(reply);
          }
        }
      } else if (action instanceof ClientAction.OpenPorts) {
        todo.addAll(client.onPorts(new PortPair(5000, 5001)));
      } else {
        seen.add(action);
      }
    }
    return seen;
  }

  private static RtspClient client(Optional<Login> login, LowerTransport... transports) {
    return new RtspClient(
        new ClientSettings(URI, login, List.of(transports), "test", Optional.empty()), () -> "c1");
  }

  @Test
  void talk_ownClientOverTcp_starts() {
    List<Object> seen =
        talk(
            client(Optional.empty(), LowerTransport.TCP),
            server(Optional.empty(), LowerTransport.TCP));

    assertThat(seen).hasSize(3);
    ServerAction.Start start = (ServerAction.Start) seen.get(1);
    assertThat(start.path()).isEqualTo("/yard/sub");
    assertThat(start.ssrc()).isEqualTo(0x0badcafe);
    assertThat(start.transport().interleaved()).contains(new PortPair(0, 1));
  }

  @Test
  void talk_ownClientRefusedTcp_startsOverUdp() {
    List<Object> seen =
        talk(
            client(Optional.empty(), LowerTransport.TCP, LowerTransport.UDP),
            server(Optional.empty(), LowerTransport.UDP));

    ServerAction.Start start = (ServerAction.Start) seen.get(1);
    assertThat(start.transport().clientPorts()).contains(new PortPair(5000, 5001));
    assertThat(start.transport().serverPorts()).contains(new PortPair(6000, 6001));
  }

  @Test
  void talk_digestOfBothAlgorithms_starts() {
    Login login = new Login("viewer", () -> "pw");
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      ServerAuthenticator authenticator =
          new ServerAuthenticator("r", login, List.of(algorithm), () -> "n1");
      List<Object> seen =
          talk(
              client(Optional.of(login), LowerTransport.TCP),
              server(Optional.of(authenticator), LowerTransport.TCP));
      assertThat(seen).as(algorithm.label()).hasSize(3);
    }
  }

  private static RtspResponse ask(RtspServerConnection server, String method, String... headers) {
    Headers all = Headers.NONE.with("CSeq", "3");
    for (int i = 0; i < headers.length; i += 2) {
      all = all.with(headers[i], headers[i + 1]);
    }
    for (ServerAction action : server.onRequest(new RtspRequest(method, URI, all))) {
      if (action instanceof ServerAction.Respond respond) {
        assertThat(respond.response().cseq()).contains(3);
        return respond.response();
      }
    }
    throw new AssertionError("no answer");
  }

  @Test
  void describe_knownPath_givesTheDescription() {
    RtspResponse response = ask(server(Optional.empty(), LowerTransport.TCP), "DESCRIBE");

    assertThat(response.headers().first("Content-Base")).contains(URI + "/");
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo(SDP);
  }

  @Test
  void request_outOfOrderOrUnknown_isRefused() {
    RtspServerConnection server = server(Optional.empty(), LowerTransport.TCP);

    assertThat(ask(server, "PLAY", "Session", "x").status()).isEqualTo(454);
    assertThat(ask(server, "RECORD").status()).isEqualTo(501);
    assertThat(ask(server, "SETUP", "Transport", "RTP/AVP;client_port=1-2").status())
        .isEqualTo(461);
    assertThat(ask(server, "SETUP").status()).isEqualTo(461);
    assertThat(ask(server, "SETUP", "Transport", "RTP/AVP/TCP").status()).isEqualTo(200);
    assertThat(ask(server, "SETUP", "Transport", "RTP/AVP/TCP").status()).isEqualTo(455);
    assertThat(ask(server, "PLAY").status()).isEqualTo(454);
    assertThat(ask(server, "GET_PARAMETER").status()).isEqualTo(200);
    assertThat(ask(server, "TEARDOWN", "Session", "0badcafe00112233").status()).isEqualTo(200);
    assertThat(ask(server, "PLAY", "Session", "0badcafe00112233").status()).isEqualTo(454);
  }

  private static RtspServerConnection serverOf(CatalogueEntry... inOrder) {
    Deque<CatalogueEntry> entries = new ArrayDeque<>(List.of(inOrder));
    ServerSettings settings =
        new ServerSettings(
            Set.of(LowerTransport.TCP),
            Optional.empty(),
            Optional.empty(),
            () -> "0badcafe00112233");
    return new RtspServerConnection(settings, path -> entries.remove());
  }

  private static RtspRequest describe() {
    return new RtspRequest("DESCRIBE", URI, Headers.NONE.with("CSeq", "3"));
  }

  @Test
  void describe_streamThatComesUp_isAnsweredWhenResumed() {
    RtspServerConnection server =
        serverOf(
            new CatalogueEntry.Pending(503, "Camera offline"), new CatalogueEntry.Described(SDP));

    assertThat(server.onRequest(describe())).containsExactly(new ServerAction.Await("/yard/sub"));
    assertThat(((ServerAction.Respond) server.resume().get(0)).response().status()).isEqualTo(200);
    assertThat(server.resume()).isEmpty();
  }

  @Test
  void describe_streamThatDoesNotComeUp_saysWhy() {
    CatalogueEntry offline = new CatalogueEntry.Pending(503, "Camera offline");
    RtspServerConnection server = serverOf(offline, offline);
    server.onRequest(describe());

    RtspResponse response = ((ServerAction.Respond) server.resume().get(0)).response();

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.reason()).isEqualTo("Camera offline");
    assertThat(response.cseq()).contains(3);
  }

  @Test
  void describe_wrongAnswers_areCountedAndAdmitNobody() {
    Login right = new Login("viewer", () -> "pw");
    Login wrong = new Login("viewer", () -> "guess");
    RtspServerConnection server =
        server(
            Optional.of(
                new ServerAuthenticator("r", right, List.of(DigestAlgorithm.MD5), () -> "n1")),
            LowerTransport.TCP);

    talk(client(Optional.of(wrong), LowerTransport.TCP), server);

    assertThat(server.wrongAnswers()).isPositive();
    assertThat(server.admitted()).isFalse();
    talk(client(Optional.of(right), LowerTransport.TCP), server);
    assertThat(server.admitted()).isTrue();
  }
}
