package io.outpost.protocols.rtsp;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.http.ServerAuthenticator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Serves one viewer: one connection, one session, one video track at a time (RFC 2326 A.2). Not
 * thread-safe.
 */
public final class RtspServerConnection {
  /** What the track of every stream is called, behind the stream's own URI. */
  public static final String TRACK = "trackID=0";

  private static final String METHODS =
      "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, GET_PARAMETER, TEARDOWN";

  /** The streams that can be viewed. */
  @FunctionalInterface
  public interface Catalogue {
    /** What there is at a path such as {@code /yard/sub}. */
    CatalogueEntry find(String path);
  }

  private record Session(String id, String path, TransportHeader transport, int ssrc) {}

  private final ServerSettings settings;
  private final Catalogue catalogue;
  private @Nullable Session session;
  private @Nullable RtspRequest pending;
  private boolean admitted;

  public RtspServerConnection(ServerSettings settings, Catalogue catalogue) {
    this.settings = settings;
    this.catalogue = catalogue;
  }

  /** Not to be called between {@link ServerAction.Await} and {@link #resume}. */
  public List<ServerAction> onRequest(RtspRequest request) {
    if (request.method().equals("OPTIONS")) {
      return List.of(ok(request, Headers.NONE.with("Public", METHODS)));
    }
    Optional<List<String>> challenges =
        settings
            .authenticator()
            .flatMap(
                authenticator ->
                    authenticator.challenge(
                        request.method(), request.uri(), request.headers().all("Authorization")));
    if (challenges.isPresent()) {
      Headers headers = Headers.NONE;
      for (String challenge : challenges.get()) {
        headers = headers.with("WWW-Authenticate", challenge);
      }
      return List.of(respond(request, 401, "Unauthorized", headers));
    }
    admitted = true;
    return switch (request.method()) {
      case "DESCRIBE", "SETUP" -> List.of(lookUp(request, false));
      case "PLAY", "PAUSE", "GET_PARAMETER", "SET_PARAMETER", "TEARDOWN" -> inSession(request);
      default -> List.of(respond(request, 501, "Not Implemented", Headers.NONE));
    };
  }

  /** Answers the request that waited: its stream is described by now, or was waited for in vain. */
  public List<ServerAction> resume() {
    RtspRequest waited = pending;
    pending = null;
    return waited == null ? List.of() : List.of(lookUp(waited, true));
  }

  /** Whether a request passed that had to know the password, if one is asked for. */
  public boolean admitted() {
    return admitted;
  }

  /** How many wrong answers were given to a challenge of this connection. */
  public int wrongAnswers() {
    return settings.authenticator().map(ServerAuthenticator::wrongAnswers).orElse(0);
  }

  private ServerAction lookUp(RtspRequest request, boolean waited) {
    String path = streamPath(request);
    CatalogueEntry entry = catalogue.find(path);
    if (entry instanceof CatalogueEntry.Refused refused) {
      return respond(request, refused.status(), refused.reason(), Headers.NONE);
    }
    if (entry instanceof CatalogueEntry.Pending unready) {
      if (waited) {
        return respond(request, unready.status(), unready.reason(), Headers.NONE);
      }
      pending = request;
      return new ServerAction.Await(path);
    }
    if (entry instanceof CatalogueEntry.Described described) {
      return request.method().equals("SETUP")
          ? setup(request, path)
          : describe(request, described.sessionDescription());
    }
    throw new IllegalStateException("unknown entry " + entry);
  }

  private static String streamPath(RtspRequest request) {
    String path = RtspUris.path(request.uri());
    boolean track = request.method().equals("SETUP") && path.endsWith("/" + TRACK);
    return track ? path.substring(0, path.length() - TRACK.length() - 1) : path;
  }

  private static ServerAction describe(RtspRequest request, String description) {
    String base = request.uri().endsWith("/") ? request.uri() : request.uri() + "/";
    Headers headers =
        numbered(request).with("Content-Base", base).with("Content-Type", "application/sdp");
    byte[] body = description.getBytes(StandardCharsets.UTF_8);
    return new ServerAction.Respond(new RtspResponse(200, "OK", headers, body));
  }

  private ServerAction setup(RtspRequest request, String stream) {
    if (session != null) {
      return respond(request, 455, "Method Not Valid in This State", Headers.NONE);
    }
    Optional<TransportHeader> transport = acceptable(request);
    if (transport.isEmpty()) {
      return respond(request, 461, "Unsupported Transport", Headers.NONE);
    }
    String id = settings.ids().get();
    int ssrc = Integer.parseUnsignedInt(id.substring(0, 8), 16);
    boolean udp = transport.get().lower() == LowerTransport.UDP;
    TransportHeader served =
        transport.get().served(udp ? settings.udpPorts() : Optional.empty(), ssrc);
    session = new Session(id, stream, served, ssrc);
    SessionHeader header = new SessionHeader(id, Optional.of(SessionHeader.DEFAULT_TIMEOUT));
    return ok(
        request, Headers.NONE.with("Transport", served.format()).with("Session", header.format()));
  }

  private Optional<TransportHeader> acceptable(RtspRequest request) {
    try {
      String header = request.headers().first("Transport").orElse("");
      for (TransportHeader offer : TransportHeader.parseAll(header)) {
        if (isServed(offer)) {
          return Optional.of(
              offer.lower() == LowerTransport.TCP && offer.interleaved().isEmpty()
                  ? TransportHeader.tcp(new PortPair(0, 1))
                  : offer);
        }
      }
    } catch (ProtocolException e) {
      return Optional.empty(); // 461 says all there is to say
    }
    return Optional.empty();
  }

  private boolean isServed(TransportHeader offer) {
    return settings.transports().contains(offer.lower())
        && (offer.lower() != LowerTransport.UDP
            || (offer.clientPorts().isPresent() && settings.udpPorts().isPresent()));
  }

  private List<ServerAction> inSession(RtspRequest request) {
    Session open = session;
    Optional<String> named = request.headers().first("Session");
    boolean probing = request.method().endsWith("_PARAMETER") && named.isEmpty();
    if (probing) {
      return List.of(ok(request, Headers.NONE));
    }
    if (open == null || named.isEmpty() || !named.get().startsWith(open.id())) {
      return List.of(respond(request, 454, "Session Not Found", Headers.NONE));
    }
    ServerAction answer = ok(request, Headers.NONE.with("Session", open.id()));
    List<ServerAction> actions = new ArrayList<>();
    switch (request.method()) {
      case "PLAY" -> {
        actions.add(ok(request, Headers.NONE.with("Session", open.id()).with("Range", "npt=now-")));
        actions.add(new ServerAction.Start(open.path(), open.transport(), open.ssrc()));
      }
      case "PAUSE" -> {
        actions.add(new ServerAction.Stop());
        actions.add(answer);
      }
      case "TEARDOWN" -> {
        session = null;
        actions.add(new ServerAction.Stop());
        actions.add(answer);
      }
      default -> actions.add(answer);
    }
    return actions;
  }

  private static ServerAction ok(RtspRequest request, Headers headers) {
    return respond(request, 200, "OK", headers);
  }

  private static ServerAction respond(
      RtspRequest request, int status, String reason, Headers headers) {
    Headers all = numbered(request);
    for (Headers.Header line : headers.lines()) {
      all = all.with(line.name(), line.value());
    }
    return new ServerAction.Respond(new RtspResponse(status, reason, all));
  }

  private static Headers numbered(RtspRequest request) {
    return request
        .headers()
        .first("CSeq")
        .map(cseq -> Headers.NONE.with("CSeq", cseq))
        .orElse(Headers.NONE);
  }
}
