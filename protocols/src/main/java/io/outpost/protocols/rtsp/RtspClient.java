package io.outpost.protocols.rtsp;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.http.Challenge;
import io.outpost.protocols.http.ClientAuthenticator;
import io.outpost.protocols.rtsp.ClientFailure.Reason;
import io.outpost.protocols.sdp.SessionDescription;
import io.outpost.protocols.sdp.VideoTrack;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Pulls one video track over one connection: OPTIONS, DESCRIBE, SETUP, PLAY, then keep-alives until
 * TEARDOWN (RFC 2326 A.1). Each input returns what is to be done; after {@link ClientAction.Fail}
 * or {@link ClientAction.Finish} every input returns nothing. Not thread-safe.
 */
public final class RtspClient {
  /** Unanswered requests that are remembered: cameras leave keep-alives unanswered. */
  private static final int MAX_PENDING = 16;

  private static final int MAX_STALE_NONCES = 3;
  private static final Duration LONGEST_KEEP_ALIVE = Duration.ofSeconds(30);
  private static final PortPair CHANNELS = new PortPair(0, 1);
  private static final String OLD_LIVE555 = "LIVE555 Streaming Media v";
  private static final String LIVE555_FIXED = "2017.06.04";

  private enum Step {
    START,
    OPTIONS,
    DESCRIBE,
    SETUP,
    PLAY,
    PLAYING,
    TEARDOWN,
    DONE
  }

  /**
   * A request without what is added when it is sent.
   *
   * @param attempts how often its answer to a challenge was refused
   */
  private record Pending(int cseq, String method, String uri, Headers headers, int attempts) {}

  private final ClientSettings settings;
  private final @Nullable ClientAuthenticator authenticator;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private final Set<LowerTransport> refused = EnumSet.noneOf(LowerTransport.class);
  private Step step = Step.START;
  private int nextCseq = 1;
  private @Nullable SessionHeader session;
  private boolean getParameter;
  private String aggregateUri;
  private String trackUri = "";
  private @Nullable VideoTrack track;
  private LowerTransport lower;
  private boolean oldLive555;

  /**
   * @param cnonces unpredictable client nonces for digest authentication, of letters and digits
   */
  public RtspClient(ClientSettings settings, Supplier<String> cnonces) {
    this.settings = settings;
    this.aggregateUri = settings.uri();
    this.lower = settings.transports().get(0);
    this.authenticator =
        settings.login().map(login -> new ClientAuthenticator(login, cnonces)).orElse(null);
  }

  /** To be called once, when the connection stands. */
  public List<ClientAction> start() {
    step = Step.OPTIONS;
    List<ClientAction> actions = new ArrayList<>();
    settings
        .stale()
        .ifPresent(
            stale ->
                actions.add(
                    send("TEARDOWN", stale.uri(), Headers.NONE.with("Session", stale.id()))));
    actions.add(send("OPTIONS", settings.uri(), Headers.NONE));
    return actions;
  }

  /** How often {@link #keepAlive} is due while playing. */
  public Duration keepAliveInterval() {
    Duration timeout =
        Optional.ofNullable(session)
            .flatMap(SessionHeader::timeout)
            .orElse(SessionHeader.DEFAULT_TIMEOUT);
    Duration half = timeout.dividedBy(2);
    return half.compareTo(LONGEST_KEEP_ALIVE) < 0 ? half : LONGEST_KEEP_ALIVE;
  }

  /** Tells the camera that somebody still watches; datagrams alone do not. */
  public List<ClientAction> keepAlive() {
    if (step != Step.PLAYING) {
      return List.of();
    }
    return List.of(send(getParameter ? "GET_PARAMETER" : "OPTIONS", aggregateUri, Headers.NONE));
  }

  /** Ends the session politely; {@link ClientAction.Finish} follows when the camera answers. */
  public List<ClientAction> close() {
    boolean open = step == Step.SETUP || step == Step.PLAY || step == Step.PLAYING;
    if (!open || session == null) {
      step = Step.DONE;
      return List.of(new ClientAction.Finish());
    }
    step = Step.TEARDOWN;
    return List.of(send("TEARDOWN", aggregateUri, Headers.NONE));
  }

  /** What an old live555 would keep alive if the connection were lost now. */
  public Optional<ClientSettings.StaleSession> staleSession() {
    SessionHeader open = session;
    return open == null || !oldLive555 || lower != LowerTransport.TCP
        ? Optional.empty()
        : Optional.of(new ClientSettings.StaleSession(aggregateUri, open.id()));
  }

  /** The datagram ports asked for by {@link ClientAction.OpenPorts}. */
  public List<ClientAction> onPorts(PortPair ports) {
    return step == Step.SETUP ? List.of(setup(TransportHeader.udp(ports))) : List.of();
  }

  public List<ClientAction> onRequest(RtspRequest request) {
    if (step == Step.DONE) {
      return List.of();
    }
    return switch (request.method()) {
      case "OPTIONS", "GET_PARAMETER", "SET_PARAMETER", "ANNOUNCE" ->
          List.of(answer(request, 200, "OK"));
      case "TEARDOWN" -> {
        List<ClientAction> actions = new ArrayList<>(List.of(answer(request, 200, "OK")));
        actions.addAll(fail(Reason.SESSION_ENDED, "TEARDOWN from the camera"));
        yield actions;
      }
      case "REDIRECT" -> redirected(request, "REDIRECT from the camera");
      default -> List.of(answer(request, 501, "Not Implemented"));
    };
  }

  public List<ClientAction> onResponse(RtspResponse response) {
    Optional<Pending> asked = takePending(response);
    if (step == Step.DONE || asked.isEmpty() || response.status() < 200) {
      return List.of();
    }
    Pending request = asked.get();
    if (response.status() == 401) {
      return onChallenge(request, response);
    }
    if (request.method().equals("TEARDOWN")) {
      return onTornDown();
    }
    return switch (step) {
      case OPTIONS -> onOptions(response);
      case DESCRIBE -> onDescribe(request, response);
      case SETUP -> onSetup(request, response);
      case PLAY -> onPlay(request, response);
      case PLAYING -> onKeptAlive(request, response);
      case START, TEARDOWN, DONE -> List.of();
    };
  }

  /** The request that is answered: by its number, or the oldest when the camera gives none. */
  private Optional<Pending> takePending(RtspResponse response) {
    Optional<Integer> cseq = response.cseq();
    if (cseq.isEmpty()) {
      return Optional.ofNullable(pending.pollFirst());
    }
    for (Iterator<Pending> all = pending.iterator(); all.hasNext(); ) {
      Pending candidate = all.next();
      if (candidate.cseq() == cseq.get()) {
        all.remove();
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private List<ClientAction> onChallenge(Pending request, RtspResponse response) {
    List<Challenge> challenges = Challenge.parseAll(response.headers().all("WWW-Authenticate"));
    String realm =
        challenges.stream()
            .flatMap(challenge -> challenge.parameter("realm").stream())
            .findFirst()
            .map(name -> " (realm \"" + name + "\")")
            .orElse("");
    if (authenticator == null) {
      return fail(Reason.CREDENTIALS_MISSING, said(request, response) + realm);
    }
    boolean stale =
        challenges.stream()
            .anyMatch(c -> c.parameter("stale").filter("true"::equalsIgnoreCase).isPresent());
    if (request.attempts() > 0 && !(stale && request.attempts() < MAX_STALE_NONCES)) {
      return request.method().equals("TEARDOWN")
          ? onTornDown()
          : fail(Reason.CREDENTIALS_REFUSED, said(request, response) + realm);
    }
    if (!authenticator.accept(challenges)) {
      String schemes =
          challenges.stream()
              .map(c -> c.scheme() + c.parameter("algorithm").map(a -> " " + a).orElse(""))
              .collect(Collectors.joining(", "));
      return fail(
          Reason.AUTHENTICATION_UNSUPPORTED,
          said(request, response)
              + realm
              + ", offered: "
              + (schemes.isEmpty() ? "nothing" : schemes));
    }
    return List.of(
        sendAgain(request.method(), request.uri(), request.headers(), request.attempts() + 1));
  }

  private List<ClientAction> onTornDown() {
    if (step != Step.TEARDOWN) {
      return List.of(); // a session of an earlier connection, gone one way or the other
    }
    step = Step.DONE;
    return List.of(new ClientAction.Finish());
  }

  /** A camera that does not know OPTIONS may know the rest. */
  private List<ClientAction> onOptions(RtspResponse response) {
    getParameter =
        response.headers().all("Public").stream()
            .anyMatch(methods -> methods.toUpperCase(Locale.ROOT).contains("GET_PARAMETER"));
    step = Step.DESCRIBE;
    Headers headers = Headers.NONE.with("Accept", "application/sdp");
    return List.of(send("DESCRIBE", settings.uri(), headers));
  }

  private List<ClientAction> onDescribe(Pending request, RtspResponse response) {
    if (!response.isSuccess()) {
      return refusedWith(request, response);
    }
    SessionDescription description;
    try {
      description = SessionDescription.parse(response.body());
    } catch (ProtocolException e) {
      return fail(Reason.ANSWER_MALFORMED, said(request, response) + ": " + e.getMessage());
    }
    Optional<VideoTrack> video = VideoTrack.first(description);
    if (video.isEmpty()) {
      List<String> encodings = VideoTrack.encodings(description);
      String media =
          description.media().stream().map(m -> m.media()).collect(Collectors.joining(", "));
      return encodings.isEmpty()
          ? fail(Reason.NO_VIDEO, request.uri() + " offers " + media + " and no video")
          : fail(
              Reason.CODEC_UNSUPPORTED,
              request.uri() + " is coded as " + String.join(", ", encodings));
    }
    String base = RtspUris.base(response, settings.uri());
    Optional<String> sessionControl = description.attributes().first("control");
    aggregateUri = RtspUris.join(base, sessionControl.orElse("*"));
    trackUri =
        video.get().control().isEmpty() ? aggregateUri : RtspUris.join(base, video.get().control());
    track = video.get();
    oldLive555 = isOldLive555(description.attributes().first("tool").orElse(""));
    step = Step.SETUP;
    return trySetup();
  }

  private static boolean isOldLive555(String tool) {
    return tool.startsWith(OLD_LIVE555)
        && tool.substring(OLD_LIVE555.length()).compareTo(LIVE555_FIXED) < 0;
  }

  private List<ClientAction> trySetup() {
    return switch (lower) {
      case TCP -> List.of(setup(TransportHeader.tcp(CHANNELS)));
      case UDP -> List.of(new ClientAction.OpenPorts());
      case MULTICAST -> List.of(setup(TransportHeader.multicast()));
    };
  }

  private ClientAction setup(TransportHeader transport) {
    return send("SETUP", trackUri, Headers.NONE.with("Transport", transport.format()));
  }

  private List<ClientAction> onSetup(Pending request, RtspResponse response) {
    if (response.status() == 461) {
      return onTransportRefused(request, response);
    }
    if (!response.isSuccess()) {
      return refusedWith(request, response);
    }
    TransportHeader transport;
    try {
      rememberSession(response);
      transport = agreed(response);
    } catch (ProtocolException e) {
      return fail(Reason.ANSWER_MALFORMED, said(request, response) + ": " + e.getMessage());
    }
    if (transport.lower() != lower) {
      return onTransportRefused(request, response);
    }
    step = Step.PLAY;
    VideoTrack chosen = Optional.ofNullable(track).orElseThrow();
    return List.of(
        new ClientAction.Receive(chosen, transport, List.copyOf(refused)),
        send("PLAY", aggregateUri, Headers.NONE.with("Range", "npt=0.000-")));
  }

  private void rememberSession(RtspResponse response) throws ProtocolException {
    Optional<String> header = response.headers().first("Session").filter(id -> !id.isBlank());
    if (header.isPresent()) {
      session = SessionHeader.parse(header.get());
    }
  }

  /** What the camera said, completed by what was asked where it left something out. */
  private TransportHeader agreed(RtspResponse response) throws ProtocolException {
    TransportHeader asked =
        lower == LowerTransport.TCP ? TransportHeader.tcp(CHANNELS) : TransportHeader.multicast();
    Optional<String> header = response.headers().first("Transport");
    if (header.isEmpty()) {
      return lower == LowerTransport.UDP ? TransportHeader.udp(CHANNELS) : asked;
    }
    TransportHeader answered = TransportHeader.parseAll(header.get()).get(0);
    return answered.lower() == LowerTransport.TCP && answered.interleaved().isEmpty()
        ? asked
        : answered;
  }

  private List<ClientAction> onTransportRefused(Pending request, RtspResponse response) {
    refused.add(lower);
    for (LowerTransport next : settings.transports()) {
      if (!refused.contains(next)) {
        lower = next;
        return trySetup();
      }
    }
    String tried = refused.stream().map(Enum::name).collect(Collectors.joining(", "));
    return fail(Reason.TRANSPORT_REFUSED, said(request, response) + " for " + tried);
  }

  private List<ClientAction> onPlay(Pending request, RtspResponse response) {
    if (!response.isSuccess()) {
      return refusedWith(request, response);
    }
    step = Step.PLAYING;
    return List.of(
        new ClientAction.Playing(
            RtpInfo.parseAll(response.headers().first("RTP-Info").orElse(""))));
  }

  private List<ClientAction> onKeptAlive(Pending request, RtspResponse response) {
    if (response.status() == 454) {
      return fail(Reason.SESSION_ENDED, said(request, response));
    }
    if (!response.isSuccess()) {
      getParameter = false; // advertised, and yet refused: OPTIONS does as well
    }
    return List.of();
  }

  private List<ClientAction> refusedWith(Pending request, RtspResponse response) {
    String said = said(request, response);
    return switch (response.status()) {
      case 301, 302, 303, 305 -> redirected(response, said);
      case 403 -> fail(Reason.FORBIDDEN, said);
      case 404 -> fail(Reason.NOT_FOUND, said);
      case 453 -> fail(Reason.SESSION_LIMIT, said);
      case 454 -> fail(Reason.SESSION_ENDED, said);
      default -> fail(Reason.REQUEST_REFUSED, said);
    };
  }

  private List<ClientAction> redirected(RtspMessage message, String said) {
    String location = message.headers().first("Location").orElse("nowhere");
    int scheme = location.indexOf("://");
    int at = location.lastIndexOf('@');
    String shown =
        scheme > 0 && at > scheme
            ? location.substring(0, scheme + 3) + location.substring(at + 1)
            : location;
    return fail(Reason.REDIRECTED, said + ", to " + shown);
  }

  private static String said(Pending request, RtspResponse response) {
    String reason = response.reason().isEmpty() ? "" : " (" + response.reason() + ")";
    return response.status()
        + (response.status() == 401 ? "" : reason)
        + " to "
        + request.method()
        + " "
        + request.uri();
  }

  private List<ClientAction> fail(Reason reason, String detail) {
    step = Step.DONE;
    return List.of(new ClientAction.Fail(new ClientFailure(reason, detail)));
  }

  private ClientAction answer(RtspRequest request, int status, String reason) {
    Headers headers = Headers.NONE;
    Optional<String> cseq = request.headers().first("CSeq");
    if (cseq.isPresent()) {
      headers = headers.with("CSeq", cseq.get());
    }
    return new ClientAction.Send(new RtspResponse(status, reason, headers));
  }

  private ClientAction send(String method, String uri, Headers headers) {
    return sendAgain(method, uri, headers, 0);
  }

  private ClientAction sendAgain(String method, String uri, Headers headers, int attempts) {
    int cseq = nextCseq++;
    if (pending.size() == MAX_PENDING) {
      pending.removeFirst();
    }
    pending.addLast(new Pending(cseq, method, uri, headers, attempts));
    List<Headers.Header> lines = new ArrayList<>();
    lines.add(new Headers.Header("CSeq", Integer.toString(cseq)));
    lines.add(new Headers.Header("User-Agent", settings.userAgent()));
    lines.addAll(headers.lines());
    SessionHeader open = session;
    if (open != null && headers.first("Session").isEmpty()) {
      lines.add(new Headers.Header("Session", open.id()));
    }
    if (authenticator != null) {
      authenticator
          .authorise(method, uri)
          .ifPresent(value -> lines.add(new Headers.Header("Authorization", value)));
    }
    return new ClientAction.Send(new RtspRequest(method, uri, Headers.of(lines)));
  }
}
