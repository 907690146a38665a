package io.outpost.protocols.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks a client for digest authentication (RFC 7616) and checks the answer; one per connection. A
 * nonce is good for one connection and {@link #MAX_USES} requests, its count must rise, so that an
 * answer overheard is of no use elsewhere.
 */
public final class ServerAuthenticator {
  private static final int MAX_USES = 1000;

  private final String realm;
  private final Login login;
  private final List<DigestAlgorithm> algorithms;
  private final Supplier<String> nonces;
  private String nonce;
  private int lastCount;
  private int uses;
  private int wrongAnswers;

  /**
   * @param algorithms offered, the preferred one first
   * @param nonces unpredictable, made of letters and digits
   */
  public ServerAuthenticator(
      String realm, Login login, List<DigestAlgorithm> algorithms, Supplier<String> nonces) {
    this.realm = realm;
    this.login = login;
    this.algorithms = List.copyOf(algorithms);
    this.nonces = nonces;
    this.nonce = nonces.get();
  }

  /**
   * Empty when the request may pass, else the WWW-Authenticate values of the 401.
   *
   * @param uri as it stands in the request
   * @param authorizations the values of its Authorization headers
   */
  public Optional<List<String>> challenge(String method, String uri, List<String> authorizations) {
    boolean correct = false;
    boolean answered = false;
    for (Challenge answer : Challenge.parseAll(authorizations)) {
      // An answer to another nonce is no guess: clients offer what they last used.
      answered |= answer.parameter("nonce").equals(Optional.of(nonce));
      correct |= isCorrect(answer, method, uri);
    }
    if (correct && uses < MAX_USES) {
      uses++;
      return Optional.empty();
    }
    wrongAnswers += answered && !correct ? 1 : 0;
    nonce = nonces.get();
    lastCount = 0;
    uses = 0;
    String stale = correct ? ", stale=true" : "";
    return Optional.of(
        algorithms.stream()
            .map(
                algorithm ->
                    "Digest realm=%s, nonce=\"%s\", algorithm=%s, qop=\"auth\"%s"
                        .formatted(HeaderText.quote(realm), nonce, algorithm.label(), stale))
            .toList());
  }

  /** How many answers to a challenge of this connection were wrong: guesses, or a mistyped word. */
  public int wrongAnswers() {
    return wrongAnswers;
  }

  private boolean isCorrect(Challenge answer, String method, String requestUri) {
    Optional<DigestAlgorithm> algorithm = DigestAlgorithm.named(answer.parameter("algorithm"));
    if (!answer.scheme().equals("digest")
        || algorithm.filter(algorithms::contains).isEmpty()
        || !answer.parameter("username").equals(Optional.of(login.user()))
        || !answer.parameter("realm").equals(Optional.of(realm))
        || !answer.parameter("nonce").equals(Optional.of(nonce))) {
      return false;
    }
    String qop = answer.parameter("qop").orElse("");
    String count = answer.parameter("nc").orElse("");
    if (!qop.isEmpty() && !rises(count)) {
      return false;
    }
    String cnonce = answer.parameter("cnonce").orElse("");
    String uri = answer.parameter("uri").orElse(requestUri);
    DigestAnswer expected =
        new DigestAnswer(algorithm.get(), false, realm, nonce, qop, count, cnonce);
    // Clients put the aggregate URI into every answer, so the URI is checked as they wrote it.
    byte[] wanted = expected.response(login, method, uri).getBytes(StandardCharsets.US_ASCII);
    byte[] found = answer.parameter("response").orElse("").getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(wanted, found);
  }

  private boolean rises(String count) {
    try {
      int number = Integer.parseInt(count, 16);
      if (number <= lastCount) {
        return false;
      }
      lastCount = number;
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
