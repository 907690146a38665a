package io.outpost.protocols.http;

import io.outpost.protocols.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Challenges under arbitrary bytes. */
class AuthenticationFuzz {
  /** The fuzzer finds it out, so an input that bears it proves nothing. */
  private static final String PASSWORD = "correct horse";

  private static final Login LOGIN = new Login("user", () -> PASSWORD);
  private static final String URI = "rtsp://192.0.2.1/stream";

  /** A WWW-Authenticate header, answered; no header has line breaks inside. */
  @FuzzTarget
  void authentication(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    String value = text.replace('\r', ' ').replace('\n', ' ');
    List<Challenge> challenges = Challenge.parseAll(List.of(value));
    check(challenges.size() <= Challenge.MAX_CHALLENGES, "too many challenges");
    ClientAuthenticator authenticator = new ClientAuthenticator(LOGIN, () -> "0a4f113b");
    if (authenticator.accept(challenges)) {
      String answer = authenticator.authorise("DESCRIBE", URI).orElseThrow();
      boolean named = answer.startsWith("Digest ") || answer.startsWith("Basic ");
      check(named, "an answer of no known kind");
      check(text.contains(PASSWORD) || !answer.contains(PASSWORD), "a password in the open");
      check(answer.indexOf('\r') < 0 && answer.indexOf('\n') < 0, "an answer with a line break");
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
