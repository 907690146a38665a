package io.outpost.agent.onvif;

import io.outpost.agent.onvif.OnvifException.Reason;
import io.outpost.agent.time.TimeSource;
import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.http.Challenge;
import io.outpost.protocols.http.ClientAuthenticator;
import io.outpost.protocols.http.Login;
import io.outpost.protocols.onvif.DeviceService;
import io.outpost.protocols.onvif.Operation;
import io.outpost.protocols.onvif.SoapFaultException;
import io.outpost.protocols.onvif.SoapHeader;
import io.outpost.protocols.onvif.SystemDateAndTime;
import io.outpost.protocols.onvif.UsernameToken;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks one camera. Finds out which proof of the password it takes, and keeps to it: a token in the
 * SOAP header by the camera's own clock, HTTP digest or Basic, or at last the password in the
 * token, for cameras that know nothing else. A camera that refused all of them is not asked again:
 * many lock a user out after a few wrong answers.
 *
 * <p>Safe for any thread; no thread waits for an answer.
 */
public final class DeviceSession {
  private static final int NONCE_BYTES = 16;

  /** Clocks further apart than this may be why a token was refused. */
  private static final Duration CLOCK_DRIFT = Duration.ofSeconds(2);

  private final URI service;
  private final Optional<Login> login;
  private final SoapPost post;
  private final TimeSource time;
  private final SecureRandom random = new SecureRandom();
  private volatile Proof proof;
  private volatile boolean loginRefused;

  /** What is not worth another try; a token may be, by a better clock. */
  private final Set<Proof> refused = ConcurrentHashMap.newKeySet();

  /** The camera does not tell its time to this login. */
  private volatile boolean clockRefused;

  private volatile @Nullable ClockOffset clock;
  private volatile @Nullable ClientAuthenticator http;

  /** How a camera wants to see the password. */
  public enum Proof {
    NONE("nothing"),
    TOKEN("WS-UsernameToken digest"),
    HTTP("HTTP authentication"),
    PLAIN_TOKEN("WS-UsernameToken with the password itself");

    private final String words;

    Proof(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** How often one call was tried, and how. Confined to one chain of answers. */
  private static final class Tries {
    private boolean forClock;
    private boolean clock;
    private boolean http;
    private boolean stale;
    private boolean plain;
  }

  /** What is asked, where, and how long an answer may take. */
  private record Call<T>(URI address, Operation<T> operation, SoapHeader header, Duration limit) {}

  DeviceSession(URI service, Optional<Login> login, SoapPost post, TimeSource time) {
    this.service = service;
    this.login = login;
    this.post = post;
    this.time = time;
    this.proof = login.isPresent() ? Proof.TOKEN : Proof.NONE;
  }

  /** The device service, as it was registered. */
  public URI service() {
    return service;
  }

  /** How the camera took the last answer. */
  public Proof proof() {
    return proof;
  }

  /** What the camera's clock was found to be off by; empty before it was asked. */
  public Optional<ClockOffset> clock() {
    return Optional.ofNullable(clock);
  }

  /** How long an answer may take that the camera has at hand. */
  Duration patience() {
    return post.patience();
  }

  /** Asks the device service. */
  <T> CompletableFuture<T> ask(Operation<T> operation) {
    return ask(service, operation, SoapHeader.NONE, post.patience());
  }

  /** Asks another service of the camera. */
  <T> CompletableFuture<T> ask(URI address, Operation<T> operation) {
    return ask(address, operation, SoapHeader.NONE, post.patience());
  }

  /**
   * Asks.
   *
   * @param header what the request bears beside the proof of the password
   * @param limit for each answer
   * @return completed exceptionally with an {@link OnvifException}
   */
  <T> CompletableFuture<T> ask(
      URI address, Operation<T> operation, SoapHeader header, Duration limit) {
    if (loginRefused) {
      return CompletableFuture.failedFuture(credentialsRefused());
    }
    Call<T> call = new Call<>(address, operation, header, limit);
    if (proof == Proof.TOKEN && clock == null) {
      return askClock().handle((any, unknown) -> any).thenCompose(any -> attempt(call, proof));
    }
    return attempt(call, proof);
  }

  /**
   * Asks for the camera's clock, which anyone may by the book. The offset is kept for the tokens to
   * come.
   */
  public CompletableFuture<ClockOffset> askClock() {
    if (clockRefused || loginRefused) {
      return CompletableFuture.failedFuture(credentialsRefused());
    }
    Instant asked = time.now();
    Tries tries = new Tries();
    tries.clock = true;
    tries.forClock = true;
    Call<SystemDateAndTime> call =
        new Call<>(service, DeviceService.getSystemDateAndTime(), SoapHeader.NONE, post.patience());
    return attempt(call, proof == Proof.HTTP ? Proof.HTTP : Proof.NONE, tries)
        .thenApply(answer -> keep(answer, asked));
  }

  private ClockOffset keep(SystemDateAndTime answer, Instant asked) {
    ClockOffset offset = ClockOffset.of(answer, asked, time.now());
    clock = offset;
    return offset;
  }

  private <T> CompletableFuture<T> attempt(Call<T> call, Proof with) {
    return attempt(call, with, new Tries());
  }

  private <T> CompletableFuture<T> attempt(Call<T> call, Proof with, Tries tries) {
    return post.send(request(call, with), call.limit())
        .thenCompose(answer -> taken(call, with, tries, answer));
  }

  private <T> CompletableFuture<T> taken(Call<T> call, Proof with, Tries tries, HttpAnswer answer) {
    if (answer.isRedirect()) {
      return CompletableFuture.failedFuture(
          new OnvifException(
              Reason.ELSEWHERE,
              "%s: the camera sends on to %s, which is not followed; register that address if it is"
                      .formatted(call.address(), answer.location().orElse("another address"))
                  + " the camera's"));
    }
    if (challenged(answer, with, tries)) {
      return attempt(call, Proof.HTTP, tries);
    }
    try {
      T value = call.operation().answer(answer.status(), answer.body());
      if (with != Proof.NONE) {
        proof = with;
        refused.remove(with);
      }
      return CompletableFuture.completedFuture(value);
    } catch (SoapFaultException refused) {
      return refused.fault().isNotAuthorized()
          ? notAuthorized(call, with, tries)
          : CompletableFuture.failedFuture(
              new OnvifException(Reason.REFUSED, call.address() + ": " + refused.getMessage()));
    } catch (ProtocolException wrong) {
      return CompletableFuture.failedFuture(
          new OnvifException(Reason.NOT_ONVIF, call.address() + ": " + wrong.getMessage(), wrong));
    }
  }

  /** Whether a challenge by HTTP can be answered that was not answered yet. */
  private boolean challenged(HttpAnswer answer, Proof with, Tries tries) {
    if (answer.status() != HttpAnswer.UNAUTHORIZED
        || login.isEmpty()
        || answer.challenges().isEmpty()) {
      return false;
    }
    boolean stale = answer.challenges().stream().anyMatch(DeviceSession::isStale) && !tries.stale;
    boolean tried = refused.contains(Proof.HTTP) || (tries.http && with == Proof.HTTP);
    if (tried && !stale) {
      return false;
    }
    tries.stale |= with == Proof.HTTP && tries.http;
    tries.http = true;
    ClientAuthenticator answering = new ClientAuthenticator(login.get(), this::nonce);
    if (!answering.accept(answer.challenges())) {
      return false;
    }
    http = answering;
    return true;
  }

  private static boolean isStale(Challenge challenge) {
    return challenge.parameter("stale").filter("true"::equalsIgnoreCase).isPresent();
  }

  private <T> CompletableFuture<T> notAuthorized(Call<T> call, Proof with, Tries tries) {
    if (login.isEmpty()) {
      return CompletableFuture.failedFuture(
          new OnvifException(
              Reason.CREDENTIALS_MISSING,
              "%s: the camera wants a user and a password; give --user USER"
                  .formatted(call.address())));
    }
    if (with != Proof.NONE) {
      refused.add(with);
    }
    return switch (with) {
      case NONE -> attempt(call, Proof.TOKEN, tries);
      case TOKEN -> tries.clock ? plain(call, tries) : byItsClock(call, tries);
      case HTTP -> plain(call, tries);
      case PLAIN_TOKEN -> refusedForGood();
    };
  }

  /** Once more if the clock turns out to have been the reason. */
  private <T> CompletableFuture<T> byItsClock(Call<T> call, Tries tries) {
    tries.clock = true;
    Duration before = clock().map(ClockOffset::offset).orElse(Duration.ZERO);
    return askClock()
        .handle((offset, unknown) -> Optional.ofNullable(offset))
        .thenCompose(
            offset ->
                offset.isPresent()
                        && offset.get().offset().minus(before).abs().compareTo(CLOCK_DRIFT) > 0
                    ? attempt(call, Proof.TOKEN, tries)
                    : plain(call, tries));
  }

  private <T> CompletableFuture<T> plain(Call<T> call, Tries tries) {
    if (tries.forClock) { // the token may be wrong just because the clock is not known yet
      clockRefused = true;
      return CompletableFuture.failedFuture(credentialsRefused());
    }
    if (tries.plain || refused.contains(Proof.PLAIN_TOKEN)) {
      return refusedForGood();
    }
    tries.plain = true;
    return attempt(call, Proof.PLAIN_TOKEN, tries);
  }

  private <T> CompletableFuture<T> refusedForGood() {
    loginRefused = true;
    return CompletableFuture.failedFuture(credentialsRefused());
  }

  private OnvifException credentialsRefused() {
    return new OnvifException(
        Reason.CREDENTIALS_REFUSED,
        "%s: the camera refuses user '%s' or the password; many cameras have users of their own for"
                .formatted(service, login.map(Login::user).orElse(""))
            + " ONVIF: look for 'ONVIF user' in its web page");
  }

  private SoapPost.Request request(Call<?> call, Proof with) {
    SoapHeader header = call.header();
    Optional<String> authorization = Optional.empty();
    ClientAuthenticator answering = http;
    if (login.isPresent() && with == Proof.TOKEN) {
      header = header.with(UsernameToken.digest(login.get(), nonceBytes(), cameraTime()));
    } else if (login.isPresent() && with == Proof.PLAIN_TOKEN) {
      header = header.with(UsernameToken.text(login.get(), nonceBytes(), cameraTime()));
    } else if (with == Proof.HTTP && answering != null) {
      synchronized (answering) { // it counts the uses of a nonce
        authorization = answering.authorise("POST", requestTarget(call.address()));
      }
    }
    return new SoapPost.Request(
        call.address(),
        call.operation().contentType(),
        authorization,
        call.operation().request(header));
  }

  /** As it stands in the request line (RFC 7616 3.4.6). */
  private static String requestTarget(URI address) {
    String path =
        address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
  }

  private Instant cameraTime() {
    return clock().map(offset -> offset.cameraTime(time.now())).orElse(time.now());
  }

  private byte[] nonceBytes() {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    return nonce;
  }

  private String nonce() {
    return HexFormat.of().formatHex(nonceBytes());
  }
}
