package io.outpost.agent.demo.device;

import io.outpost.agent.camera.Credentials;
import io.outpost.protocols.xml.XmlElement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Checks tokens of WS-Security, UsernameToken Profile 1.0.
 *
 * @param login that is wanted
 * @param window how far a token's time may be from the camera's
 */
public record UsernameTokens(Credentials login, Duration window) {
  /** Whether it proves the password by a digest, section 3.1, at this time of the camera. */
  public boolean isGoodDigest(XmlElement token, Instant now) {
    String nonce = token.textAt("Nonce").orElse("");
    String created = token.textAt("Created").orElse("");
    byte[] wanted = digest(nonce, created).getBytes(StandardCharsets.UTF_8);
    return isOf(token, "#PasswordDigest")
        && MessageDigest.isEqual(wanted, password(token).getBytes(StandardCharsets.UTF_8))
        && isNow(created, now);
  }

  /** Whether it holds the password itself. */
  public boolean isGoodText(XmlElement token) {
    return isOf(token, "#PasswordText") && password(token).equals(login.password().reveal());
  }

  private boolean isOf(XmlElement token, String type) {
    String found = token.at("Password").flatMap(p -> p.attribute("Type")).orElse("");
    return found.endsWith(type) && token.textAt("Username").equals(Optional.of(login.user()));
  }

  private static String password(XmlElement token) {
    return token.textAt("Password").orElse("");
  }

  private boolean isNow(String created, Instant now) {
    try {
      return Duration.between(now, Instant.parse(created)).abs().compareTo(window) <= 0;
    } catch (DateTimeException unreadable) {
      return false;
    }
  }

  /** A nonce that is no Base64 is no nonce: nothing has this digest. */
  private String digest(String nonce, String created) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(Base64.getDecoder().decode(nonce));
      sha1.update((created + login.password().reveal()).getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(sha1.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    } catch (IllegalArgumentException noBase64) {
      return "-";
    }
  }
}
