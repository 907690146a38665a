package io.outpost.protocols.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AuthenticationTest {
  private static final Login LOGIN = new Login("admin", () -> "pa:ss\"w\\ord");
  private static final String URI = "rtsp://192.0.2.1/main";

  private static String answer(String... challenges) {
    ClientAuthenticator authenticator = new ClientAuthenticator(LOGIN, () -> "c1");
    assertThat(authenticator.accept(Challenge.parseAll(List.of(challenges)))).isTrue();
    return authenticator.authorise("DESCRIBE", URI).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "MD5, 8ca523f5e9506fed4657c9700eebdbec",
    "SHA_256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
  })
  void response_exampleOfRfc7616_isTheSame(DigestAlgorithm algorithm, String expected) {
    DigestAnswer answer =
        new DigestAnswer(
            algorithm,
            false,
            "http-auth@example.org",
            "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
            "auth",
            "00000001",
            "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");
    Login mufasa = new Login("Mufasa", () -> "Circle of Life");

    assertThat(answer.response(mufasa, "GET", "/dir/index.html")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Basic realm=\"a\"|Digest realm=\"a\", nonce=\"n\"",
        "Digest realm=\"a\", nonce=\"n\"|Basic realm=\"a\"",
      })
  void authorise_basicAndDigestInEitherOrder_answersDigest(String first, String second) {
    assertThat(answer(first, second)).startsWith("Digest ");
    assertThat(answer(first + ", " + second)).startsWith("Digest ");
  }

  @Test
  void authorise_severalDigests_answersTheStrongest() {
    assertThat(
            answer(
                "Digest realm=\"a\", nonce=\"1\", algorithm=MD5, qop=\"auth\"",
                "Digest realm=\"a\", nonce=\"2\", algorithm=SHA-256, qop=\"auth\"",
                "Digest realm=\"a\", nonce=\"3\", algorithm=SHA-512-256, qop=\"auth\"",
                "Basic realm=\"a\""))
        .contains("algorithm=SHA-256", "nonce=\"2\"");
  }

  @Test
  void authorise_strictCamera_neverSendsWhatWasNotChallenged() {
    assertThat(answer("Digest realm=\"IPC\", nonce=\"abc\""))
        .doesNotContain("algorithm", "qop", "nc=", "cnonce", "opaque");
    assertThat(answer("Digest realm=\"IPC\", nonce=\"abc\", qop=\"auth\""))
        .contains("qop=auth, nc=00000001, cnonce=\"c1\"")
        .doesNotContain("algorithm", "opaque");
    assertThat(answer("Digest realm=\"IPC\", nonce=\"abc\", algorithm=\"MD5\", opaque=\"\""))
        .contains("algorithm=MD5", "opaque=\"\"")
        .doesNotContain("qop");
  }

  @Test
  void authorise_quotesInUserAndRealm_areEscaped() {
    ClientAuthenticator authenticator =
        new ClientAuthenticator(new Login("ad\"min", () -> "x"), () -> "c1");
    assertThat(
            authenticator.accept(
                Challenge.parseAll(List.of("Digest realm=\"a \\\"b\\\", c\", nonce=\"n\""))))
        .isTrue();

    assertThat(authenticator.authorise("PLAY", URI).orElseThrow())
        .contains("username=\"ad\\\"min\"", "realm=\"a \\\"b\\\", c\"");
  }

  @Test
  void accept_onlyUnknownSchemes_isRefused() {
    ClientAuthenticator authenticator = new ClientAuthenticator(LOGIN, () -> "c1");

    assertThat(
            authenticator.accept(
                Challenge.parseAll(
                    List.of(
                        "Bearer realm=\"a\"",
                        "Digest realm=\"a\", nonce=\"n\", algorithm=SHA-512-256",
                        "Digest realm=\"a\", nonce=\"n\", qop=\"auth-int\"",
                        "Digest realm=\"a\""))))
        .isFalse();
    assertThat(authenticator.authorise("PLAY", URI)).isEmpty();
  }

  @Test
  void parse_withoutQuotesAndWithBlanks_isRead() {
    List<Challenge> challenges =
        Challenge.parseAll(List.of("Digest realm = IP Camera ,nonce= abc , stale=TRUE"));

    assertThat(challenges).hasSize(1);
    assertThat(challenges.get(0).parameter("realm")).contains("IP Camera");
    assertThat(challenges.get(0).parameter("nonce")).contains("abc");
  }

  private static ServerAuthenticator server(DigestAlgorithm... algorithms) {
    int[] count = {0};
    return new ServerAuthenticator("r", LOGIN, List.of(algorithms), () -> "nonce" + count[0]++);
  }

  private static Optional<List<String>> challenge(
      ServerAuthenticator server, String method, Optional<String> authorization) {
    return server.challenge(method, URI, authorization.stream().toList());
  }

  @ParameterizedTest
  @EnumSource(DigestAlgorithm.class)
  void server_ownClient_passesManyRequestsOnOneNonce(DigestAlgorithm algorithm) {
    ServerAuthenticator server = server(algorithm);
    ClientAuthenticator client = new ClientAuthenticator(LOGIN, () -> "c1");
    List<String> challenges = challenge(server, "SETUP", Optional.empty()).orElseThrow();
    assertThat(client.accept(Challenge.parseAll(challenges))).isTrue();

    for (int i = 0; i < 1_000; i++) {
      assertThat(challenge(server, "SETUP", client.authorise("SETUP", URI))).isEmpty();
    }

    List<String> again = challenge(server, "SETUP", client.authorise("SETUP", URI)).orElseThrow();
    assertThat(again).hasSize(1).allSatisfy(text -> assertThat(text).contains("stale=true"));
  }

  @Test
  void server_replayedWrongOrForeignAnswers_areChallenged() {
    ServerAuthenticator server = server(DigestAlgorithm.SHA_256);
    ClientAuthenticator client = new ClientAuthenticator(LOGIN, () -> "c1");
    ClientAuthenticator liar =
        new ClientAuthenticator(new Login("admin", () -> "guess"), () -> "c1");
    List<String> challenges = challenge(server, "PLAY", Optional.empty()).orElseThrow();
    assertThat(client.accept(Challenge.parseAll(challenges))).isTrue();
    assertThat(liar.accept(Challenge.parseAll(challenges))).isTrue();
    Optional<String> good = client.authorise("PLAY", URI);

    assertThat(challenge(server, "TEARDOWN", good)).as("another method").isPresent();
    assertThat(client.accept(Challenge.parseAll(challenges))).isTrue();
    assertThat(challenge(server, "PLAY", liar.authorise("PLAY", URI))).isPresent();
    assertThat(challenge(server, "PLAY", good)).as("nonce was replaced").isPresent();
    assertThat(challenge(server, "PLAY", Optional.of("Basic YWRtaW46eA=="))).isPresent();
  }

  @Test
  void login_printed_hidesThePassword() {
    assertThat(LOGIN).hasToString("Login[admin]");
  }
}
