package io.outpost.agent.camera;

import io.outpost.agent.config.ConfigException;
import io.outpost.agent.config.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that passwords are sealed with, by AES-256-GCM (NIST SP 800-38D). A sealed password is
 * bound to its entry: moved to another name or user it does not open.
 *
 * <p>It is a file of its own, {@code credentials.key}, so that a copy of the configuration without
 * it gives no password away. systemd hands one over as the credential of that name.
 */
final class CredentialKey {
  static final String FILE_NAME = "credentials.key";

  private static final String SYSTEMD_FOLDER = "CREDENTIALS_DIRECTORY";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int MAX_FILE_BYTES = 4096;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKey key;

  private CredentialKey(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /**
   * The key of a configuration folder; empty where none was made yet.
   *
   * @throws ConfigException when others than its owner may read it, or it holds no key
   */
  static Optional<CredentialKey> find(Path folder) throws ConfigException, IOException {
    String handed = System.getenv(SYSTEMD_FOLDER);
    if (handed != null && Files.exists(Path.of(handed, FILE_NAME))) {
      return Optional.of(read(Path.of(handed, FILE_NAME)));
    }
    Path file = folder.resolve(FILE_NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    OwnerOnly.check(file);
    return Optional.of(read(file));
  }

  /** The same, made and kept where there is none. */
  static CredentialKey findOrMake(Path folder) throws ConfigException, IOException {
    Optional<CredentialKey> found = find(folder);
    if (found.isPresent()) {
      return found.get();
    }
    byte[] key = new byte[KEY_BYTES];
    RANDOM.nextBytes(key);
    DurableFile.write(
        folder.resolve(FILE_NAME),
        Base64.getEncoder().encodeToString(key) + "\n",
        DurableFile.PRIVATE);
    return new CredentialKey(key);
  }

  private static CredentialKey read(Path file) throws ConfigException, IOException {
    try {
      if (Files.size(file) <= MAX_FILE_BYTES) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        byte[] key = Base64.getDecoder().decode(text);
        if (key.length == KEY_BYTES) {
          return new CredentialKey(key);
        }
      }
    } catch (IllegalArgumentException notBase64) {
      // The same as a wrong length, and what it holds is not for showing.
    }
    throw new ConfigException(
        "%s: holds no key, expected 32 bytes in base64; put the file back from a copy, or remove it"
                .formatted(file.getFileName())
            + " and store every password anew with 'outpost credentials set NAME'");
  }

  /** The password as base64 of nonce, cipher text and tag; each time another text. */
  String seal(String context, Secret secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, nonce, context)
              .doFinal(secret.reveal().getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder()
          .encodeToString(
              ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("every Java 17 has " + CIPHER, missing);
    }
  }

  /** The password; empty when it was sealed with another key, for another entry, or changed. */
  Optional<Secret> open(String context, String sealed) {
    try {
      byte[] bytes = Base64.getDecoder().decode(sealed);
      if (bytes.length < NONCE_BYTES + TAG_BITS / 8) {
        return Optional.empty();
      }
      byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
      byte[] plain =
          cipher(Cipher.DECRYPT_MODE, nonce, context)
              .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
      return Optional.of(new Secret(new String(plain, StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException | IllegalArgumentException wrong) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
