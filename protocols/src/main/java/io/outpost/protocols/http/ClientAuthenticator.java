package io.outpost.protocols.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers challenges. The strongest challenge that can be answered wins, whatever the order: digest
 * with SHA-256, digest with MD5, Basic. Parameters that were not challenged are never sent: there
 * are cameras that refuse {@code algorithm=MD5} when they had named no algorithm.
 */
public final class ClientAuthenticator {
  private final Login login;
  private final Supplier<String> cnonces;
  private @Nullable Challenge challenge;
  private int uses;

  /**
   * @param cnonces unpredictable client nonces, made of letters and digits
   */
  public ClientAuthenticator(Login login, Supplier<String> cnonces) {
    this.login = login;
    this.cnonces = cnonces;
  }

  /** Takes the strongest of the challenges; false when none can be answered. */
  public boolean accept(List<Challenge> challenges) {
    Challenge best = null;
    for (Challenge candidate : challenges) {
      if (strength(candidate) > (best == null ? 0 : strength(best))) {
        best = candidate;
      }
    }
    if (best == null) {
      return false;
    }
    challenge = best;
    uses = 0;
    return true;
  }

  private static int strength(Challenge candidate) {
    if (candidate.scheme().equals("basic")) {
      return 1;
    }
    if (!candidate.scheme().equals("digest")
        || candidate.parameter("nonce").isEmpty()
        || (candidate.parameter("qop").isPresent() && !offersAuth(candidate))) {
      return 0;
    }
    return DigestAlgorithm.named(candidate.parameter("algorithm"))
        .map(ClientAuthenticator::strength)
        .orElse(0);
  }

  private static int strength(DigestAlgorithm algorithm) {
    return switch (algorithm) {
      case MD5 -> 2;
      case SHA_256 -> 3;
    };
  }

  private static boolean offersAuth(Challenge candidate) {
    String offered = candidate.parameter("qop").orElse("");
    return HeaderText.split(offered, ',', Challenge.MAX_CHALLENGE_PARAMETERS).stream()
        .anyMatch(qop -> qop.equalsIgnoreCase("auth"));
  }

  /** The value of an Authorization header for this request; empty before the first challenge. */
  public Optional<String> authorise(String method, String uri) {
    Challenge current = challenge;
    if (current == null) {
      return Optional.empty();
    }
    if (current.scheme().equals("basic")) {
      String pair = login.user() + ":" + login.password().get();
      return Optional.of(
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
    return Optional.of(digest(current, method, uri));
  }

  private String digest(Challenge current, String method, String uri) {
    uses++;
    boolean qop = current.parameter("qop").isPresent();
    Optional<String> named = current.parameter("algorithm");
    boolean session = named.orElse("").toLowerCase(Locale.ROOT).endsWith("-sess");
    DigestAnswer answer =
        new DigestAnswer(
            DigestAlgorithm.named(named).orElseThrow(),
            session,
            current.parameter("realm").orElse(""),
            current.parameter("nonce").orElse(""),
            qop ? "auth" : "",
            DigestAnswer.nonceCount(uses),
            qop || session ? cnonces.get() : "");
    StringBuilder text =
        new StringBuilder("Digest username=")
            .append(HeaderText.quote(login.user()))
            .append(", realm=")
            .append(HeaderText.quote(answer.realm()))
            .append(", nonce=")
            .append(HeaderText.quote(answer.nonce()))
            .append(", uri=")
            .append(HeaderText.quote(uri))
            .append(", response=\"")
            .append(answer.response(login, method, uri))
            .append('"');
    named.ifPresent(name -> text.append(", algorithm=").append(name));
    if (qop) {
      text.append(", qop=auth, nc=").append(answer.nonceCount());
    }
    if (qop || session) {
      text.append(", cnonce=").append(HeaderText.quote(answer.cnonce()));
    }
    current
        .parameter("opaque")
        .ifPresent(opaque -> text.append(", opaque=").append(HeaderText.quote(opaque)));
    return text.toString();
  }
}
