package io.outpost.protocols.onvif;

import io.outpost.protocols.http.Login;
import io.outpost.protocols.xml.XmlWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

/**
 * A WS-UsernameToken (OASIS Web Services Security UsernameToken Profile 1.0, 3.1). Good for one
 * request: some cameras take a nonce once only, and refuse a {@code Created} five seconds off their
 * own clock.
 */
public final class UsernameToken {
  private static final DateTimeFormatter CREATED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** How the password is proved. */
  private enum Kind {
    DIGEST("PasswordDigest"),
    TEXT("PasswordText");

    private final String type;

    Kind(String type) {
      this.type = type;
    }
  }

  private final Kind kind;
  private final String user;
  private final String password;
  private final byte[] nonce;
  private final String created;

  private UsernameToken(Kind kind, String user, String password, byte[] nonce, String created) {
    this.kind = kind;
    this.user = user;
    this.password = password;
    this.nonce = nonce;
    this.created = created;
  }

  /**
   * The password proved by {@code Base64(SHA-1(nonce + created + password))}.
   *
   * @param nonce unpredictable, 16 bytes or more, never used before
   * @param created by the camera's clock
   */
  public static UsernameToken digest(Login login, byte[] nonce, Instant created) {
    String time = CREATED.format(created);
    String digest = digest(nonce, time, login.password().get());
    return new UsernameToken(Kind.DIGEST, login.user(), digest, nonce.clone(), time);
  }

  /** The password as it is, for cameras that take nothing else; only over TLS, or on request. */
  public static UsernameToken text(Login login, byte[] nonce, Instant created) {
    return new UsernameToken(
        Kind.TEXT, login.user(), login.password().get(), nonce.clone(), CREATED.format(created));
  }

  static String digest(byte[] nonce, String created, String password) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(nonce);
      sha1.update(created.getBytes(StandardCharsets.UTF_8));
      sha1.update(password.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(sha1.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  /** Writes the security header block. */
  void write(XmlWriter header) {
    header
        .open("wsse:Security")
        .namespace("wsse", Namespaces.SECURITY)
        .namespace("wsu", Namespaces.SECURITY_UTILITY)
        .attribute("s:mustUnderstand", "true")
        .open("wsse:UsernameToken")
        .leaf("wsse:Username", user)
        .open("wsse:Password")
        .attribute("Type", Namespaces.USERNAME_TOKEN + "#" + kind.type)
        .text(password)
        .close()
        .open("wsse:Nonce")
        .attribute("EncodingType", Namespaces.SOAP_MESSAGE_SECURITY + "#Base64Binary")
        .text(Base64.getEncoder().encodeToString(nonce))
        .close()
        .leaf("wsu:Created", created)
        .close()
        .close();
  }

  @Override
  public String toString() {
    return "UsernameToken[" + user + ", " + kind.type + "]";
  }
}
