package io.outpost.protocols.http;

import java.util.Locale;

/**
 * The response value of digest authentication (RFC 7616 3.4.1, RFC 2069 without qop).
 *
 * @param session whether the algorithm is a {@code -sess} variant
 * @param qop {@code auth}, or empty when the challenge offered none
 * @param nonceCount eight hexadecimal digits; empty without qop, as is {@code cnonce}
 */
record DigestAnswer(
    DigestAlgorithm algorithm,
    boolean session,
    String realm,
    String nonce,
    String qop,
    String nonceCount,
    String cnonce) {

  String response(Login login, String method, String uri) {
    String secret = algorithm.hex(login.user() + ":" + realm + ":" + login.password().get());
    if (session) {
      secret = algorithm.hex(secret + ":" + nonce + ":" + cnonce);
    }
    String request = algorithm.hex(method + ":" + uri);
    if (qop.isEmpty()) {
      return algorithm.hex(secret + ":" + nonce + ":" + request);
    }
    return algorithm.hex(
        secret + ":" + nonce + ":" + nonceCount + ":" + cnonce + ":" + qop + ":" + request);
  }

  static String nonceCount(int count) {
    return String.format(Locale.ROOT, "%08x", count);
  }
}
