package io.outpost.agent.camera;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The SHA-256 of a camera's own certificate, which then is trusted, and no other.
 *
 * @param hex 64 digits in lower case
 */
public record CertificatePin(String hex) {
  private static final int DIGITS = 64;

  public CertificatePin {
    if (hex.length() != DIGITS || !hex.matches("[0-9a-f]*")) {
      throw new IllegalArgumentException("a fingerprint has 64 digits in lower case: " + hex);
    }
  }

  /**
   * Reads a fingerprint as {@code openssl x509 -fingerprint -sha256} prints it, or without colons.
   */
  public static CertificatePin parse(String text) {
    return new CertificatePin(text.replace(":", "").trim().toLowerCase(Locale.ROOT));
  }

  /** That of a certificate. */
  public static CertificatePin of(X509Certificate certificate) throws CertificateEncodingException {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return new CertificatePin(HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return HexFormat.ofDelimiter(":").withUpperCase().formatHex(HexFormat.of().parseHex(hex));
  }
}
