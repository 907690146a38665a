package io.outpost.agent.testing.onvif;

/** The only proof of a password that a simulated camera takes. */
public enum Guard {
  /** None is wanted. */
  OPEN,

  /** WS-UsernameToken, PasswordDigest. */
  TOKEN_DIGEST,

  /** WS-UsernameToken, PasswordText; a digest is refused. */
  TOKEN_TEXT,
  HTTP_DIGEST_MD5,
  HTTP_DIGEST_SHA_256,
  HTTP_BASIC;

  boolean isHttp() {
    return switch (this) {
      case OPEN, TOKEN_DIGEST, TOKEN_TEXT -> false;
      case HTTP_DIGEST_MD5, HTTP_DIGEST_SHA_256, HTTP_BASIC -> true;
    };
  }
}
