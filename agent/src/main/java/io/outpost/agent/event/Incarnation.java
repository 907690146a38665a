package io.outpost.agent.event;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Sets the events of one outbox apart from those of every other, also one that had the same name:
 * sequences that start again never give an id for the second time.
 *
 * @param value 16 lower-case hexadecimal digits
 */
public record Incarnation(String value) {
  private static final int SIZE_BYTES = 8;
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}");

  public Incarnation {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "incarnation is \"" + value + "\", expected 16 lower-case hexadecimal digits");
    }
  }

  /** A new one. */
  public static Incarnation random() {
    byte[] bytes = new byte[SIZE_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Incarnation(HexFormat.of().formatHex(bytes));
  }

  /** That of a replay: the same clip and the same camera file give the same ids. */
  public static Incarnation ofReplay(Path clip, Path cameraFile) throws IOException {
    MessageDigest digest = Hashes.sha256();
    for (Path file : new Path[] {clip, cameraFile}) {
      MessageDigest ofFile = Hashes.sha256();
      byte[] buffer = new byte[1 << 16];
      try (InputStream in = Files.newInputStream(file)) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          ofFile.update(buffer, 0, read);
        }
      }
      digest.update(ofFile.digest());
    }
    return new Incarnation(HexFormat.of().formatHex(digest.digest(), 0, SIZE_BYTES));
  }

  @Override
  public String toString() {
    return value;
  }
}
