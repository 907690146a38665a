package io.outpost.agent.testing.onvif;

import io.outpost.agent.camera.Credentials;
import io.outpost.agent.demo.device.SoapRequest;
import io.outpost.agent.demo.device.UsernameTokens;
import io.outpost.protocols.http.Challenge;
import io.outpost.protocols.http.DigestAlgorithm;
import io.outpost.protocols.http.Login;
import io.outpost.protocols.http.ServerAuthenticator;
import io.outpost.protocols.xml.XmlElement;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Lets in who proves the password in the way that the camera wants, and counts who fails. */
final class Gatekeeper {
  private static final String REALM = "simulated";

  private final Temper temper;
  private final Optional<ServerAuthenticator> digest;
  private final Set<String> nonces = new HashSet<>();
  private int refused;
  private int attempts;

  /** Whether a request may pass, and the WWW-Authenticate headers if not. */
  record Verdict(boolean admitted, List<String> challenges) {}

  Gatekeeper(Temper temper) {
    this.temper = temper;
    this.digest =
        switch (temper.guard) {
          case HTTP_DIGEST_MD5 -> Optional.of(digest(DigestAlgorithm.MD5));
          case HTTP_DIGEST_SHA_256 -> Optional.of(digest(DigestAlgorithm.SHA_256));
          case OPEN, TOKEN_DIGEST, TOKEN_TEXT, HTTP_BASIC -> Optional.empty();
        };
  }

  private ServerAuthenticator digest(DigestAlgorithm algorithm) {
    Credentials credentials = temper.credentials.orElseThrow();
    Login login = new Login(credentials.user(), credentials.password()::reveal);
    return new ServerAuthenticator(
        REALM, login, List.of(algorithm), () -> UUID.randomUUID().toString());
  }

  synchronized Verdict judge(SoapRequest request) {
    boolean tried = request.token().isPresent() || !request.authorizations().isEmpty();
    attempts += tried ? 1 : 0;
    if (isPublic(request)) {
      return new Verdict(true, List.of());
    }
    Verdict verdict =
        switch (temper.guard) {
          case OPEN -> new Verdict(true, List.of());
          case TOKEN_DIGEST, TOKEN_TEXT ->
              new Verdict(request.token().filter(this::isGood).isPresent(), List.of());
          case HTTP_DIGEST_MD5, HTTP_DIGEST_SHA_256 -> byDigest(request);
          case HTTP_BASIC -> byBasic(request);
        };
    refused += tried && !verdict.admitted() ? 1 : 0;
    return verdict;
  }

  private boolean isPublic(SoapRequest request) {
    return request.operation().equals("GetSystemDateAndTime") && !temper.clockNeedsLogin;
  }

  private Verdict byDigest(SoapRequest request) {
    Optional<List<String>> challenges =
        digest.orElseThrow().challenge("POST", request.target(), request.authorizations());
    return new Verdict(challenges.isEmpty(), challenges.orElse(List.of()));
  }

  private Verdict byBasic(SoapRequest request) {
    Credentials login = temper.credentials.orElseThrow();
    String pair = login.user() + ":" + login.password().reveal();
    String wanted = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    boolean correct =
        Challenge.parseAll(request.authorizations()).stream()
            .anyMatch(answer -> answer.scheme().equals("basic") && answer.token().equals(wanted));
    return new Verdict(correct, List.of("Basic realm=\"" + REALM + "\""));
  }

  private boolean isGood(XmlElement token) {
    UsernameTokens tokens =
        new UsernameTokens(temper.credentials.orElseThrow(), temper.tokenWindow);
    boolean good =
        temper.guard == Guard.TOKEN_TEXT
            ? tokens.isGoodText(token)
            : tokens.isGoodDigest(token, temper.clock().now());
    return good && (!temper.nonceOnce || nonces.add(token.textAt("Nonce").orElse("")));
  }

  /** How often a login was tried and refused: what real cameras count before they lock. */
  synchronized int refused() {
    return refused;
  }

  /** How often a login came, right or wrong or unasked for. */
  synchronized int attempts() {
    return attempts;
  }
}
