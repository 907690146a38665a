package io.outpost.protocols.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Hashes of digest authentication (RFC 7616 3.2). */
public enum DigestAlgorithm {
  MD5("MD5"),
  SHA_256("SHA-256");

  private final String label;

  DigestAlgorithm(String label) {
    this.label = label;
  }

  /** As it stands in headers. */
  public String label() {
    return label;
  }

  /** The hash that a challenge names; MD5 when it names none. */
  static Optional<DigestAlgorithm> named(Optional<String> name) {
    String wanted = name.orElse(MD5.label);
    for (DigestAlgorithm algorithm : values()) {
      if (wanted.equalsIgnoreCase(algorithm.label)
          || wanted.equalsIgnoreCase(algorithm.label + "-sess")) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  String hex(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance(label);
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + label, e);
    }
  }
}
