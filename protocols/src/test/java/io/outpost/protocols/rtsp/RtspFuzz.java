package io.outpost.protocols.rtsp;

import io.outpost.protocols.FuzzTarget;
import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.http.DigestAlgorithm;
import io.outpost.protocols.http.Login;
import io.outpost.protocols.http.ServerAuthenticator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** RTSP under arbitrary bytes: messages and frames, a client's and a server's dialogue, headers. */
class RtspFuzz {
  /** The fuzzer finds it out, so an input that bears it proves nothing. */
  private static final String PASSWORD = "correct horse";

  private static final Login LOGIN = new Login("user", () -> PASSWORD);
  private static final String URI = "rtsp://192.0.2.1/stream";

  /** What a decoder gave out, as text that can be compared. */
  private static final class Log implements RtspDecoder.Handler {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void onRequest(RtspRequest request) {
      check(request.body().length <= RtspLimits.MAX_BODY_BYTES, "a body beyond the limit");
      lines.add(request.startLine() + request.headers() + request.body().length);
    }

    @Override
    public void onResponse(RtspResponse response) {
      check(response.body().length <= RtspLimits.MAX_BODY_BYTES, "a body beyond the limit");
      check(response.headers().lines().size() <= RtspLimits.MAX_HEADER_LINES, "too many headers");
      lines.add(response.startLine() + response.headers() + response.body().length);
    }

    @Override
    public void onFrame(int channel, ByteBuffer payload) {
      check(channel >= 0 && channel <= 255, "a channel that does not fit its byte");
      check(payload.remaining() <= RtspLimits.MAX_FRAME_BYTES, "a frame beyond the limit");
      lines.add("$" + channel + " " + payload.remaining());
    }
  }

  /** The first byte is the size of the pieces in which the rest arrives, which changes nothing. */
  @FuzzTarget
  void messages(byte[] data) {
    if (data.length == 0) {
      return;
    }
    Log whole = new Log();
    Log pieces = new Log();
    String end = push(data, 1, data.length, whole);
    check(end.equals(push(data, 1, Math.max(1, data[0] & 0xFF), pieces)), "pieces end otherwise");
    check(whole.lines.equals(pieces.lines), "pieces read otherwise");
  }

  /** Returns the section of what went wrong, or nothing. */
  private static String push(byte[] data, int start, int pieceBytes, RtspDecoder.Handler handler) {
    RtspDecoder decoder = new RtspDecoder();
    try {
      for (int at = start; at < data.length; at += pieceBytes) {
        int size = Math.min(pieceBytes, data.length - at);
        decoder.push(ByteBuffer.wrap(data, at, size), handler);
      }
      return "";
    } catch (ProtocolException error) {
      return error.section();
    }
  }

  /** The bytes are what a camera answers. */
  @FuzzTarget
  void client(byte[] data) {
    ClientSettings settings =
        new ClientSettings(
            URI,
            Optional.of(LOGIN),
            List.of(LowerTransport.TCP, LowerTransport.UDP),
            "fuzz",
            Optional.empty());
    RtspClient client = new RtspClient(settings, () -> "0a4f113b");
    client.start();
    boolean known = new String(data, StandardCharsets.UTF_8).contains(PASSWORD);
    push(data, 0, data.length, new Dialogue(client, known));
    client.keepAlive();
    check(!client.keepAliveInterval().isNegative(), "a negative interval");
    client.staleSession();
    client.close();
  }

  private record Dialogue(RtspClient client, boolean passwordKnown) implements RtspDecoder.Handler {
    @Override
    public void onRequest(RtspRequest request) {
      obey(client.onRequest(request));
    }

    @Override
    public void onResponse(RtspResponse response) {
      obey(client.onResponse(response));
    }

    @Override
    public void onFrame(int channel, ByteBuffer payload) {
      // Media is not the client's.
    }

    private void obey(List<ClientAction> actions) {
      for (ClientAction action : actions) {
        boolean shown = action.toString().contains(PASSWORD);
        check(passwordKnown || !shown, "a password in the open");
        if (action instanceof ClientAction.Send send) {
          for (Headers.Header line : send.message().headers().lines()) {
            String value = line.value();
            check(value.indexOf('\r') < 0 && value.indexOf('\n') < 0, "a header of two lines");
          }
        }
        if (action instanceof ClientAction.OpenPorts) {
          obey(client.onPorts(new PortPair(40_000, 40_001)));
        }
      }
    }
  }

  /** The bytes are what a viewer asks. */
  @FuzzTarget
  void server(byte[] data) {
    ServerAuthenticator authenticator =
        new ServerAuthenticator(
            "realm", LOGIN, List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5), () -> "abcd");
    boolean open = data.length > 0 && (data[0] & 1) == 1;
    ServerSettings settings =
        new ServerSettings(
            EnumSet.of(LowerTransport.TCP, LowerTransport.UDP),
            Optional.of(new PortPair(8_000, 8_001)),
            open ? Optional.empty() : Optional.of(authenticator),
            () -> "0123456789abcdef");
    RtspServerConnection connection =
        new RtspServerConnection(settings, path -> new CatalogueEntry.Described("v=0\r\n"));
    push(
        data,
        Math.min(1, data.length),
        Math.max(1, data.length),
        new RtspDecoder.Handler() {
          @Override
          public void onRequest(RtspRequest request) {
            for (ServerAction action : connection.onRequest(request)) {
              check(open || !(action instanceof ServerAction.Start), "media without a login");
            }
          }

          @Override
          public void onResponse(RtspResponse response) {
            // A viewer has nothing to answer.
          }

          @Override
          public void onFrame(int channel, ByteBuffer payload) {
            // Receiver reports are not the connection's.
          }
        });
  }

  /** The value of a Transport, a Session and an RTP-Info header. */
  @FuzzTarget
  void headers(byte[] data) {
    String value = new String(data, StandardCharsets.UTF_8);
    try {
      List<TransportHeader> transports = TransportHeader.parseAll(value);
      check(transports.size() <= RtspLimits.MAX_TRANSPORTS, "too many transports");
      for (TransportHeader transport : transports) {
        String text = transport.format();
        check(
            TransportHeader.parseAll(text).get(0).format().equals(text), "not read back: " + text);
      }
    } catch (ProtocolException expected) {
      // Malformed.
    }
    try {
      SessionHeader session = SessionHeader.parse(value);
      check(SessionHeader.parse(session.format()).equals(session), "a session not read back");
    } catch (ProtocolException expected) {
      // Malformed.
    }
    check(RtpInfo.parseAll(value).size() <= RtspLimits.MAX_RTP_INFO_STREAMS, "too many streams");
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
