package io.outpost.agent.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What tells this machine from one that other costs hold for: a copied state directory, or a disk
 * that moved into another box.
 *
 * @param installation of the operating system, hashed; empty where there is none, as in containers
 * @param processor as it calls itself; empty where it does not
 */
public record MachineIdentity(String installation, String processor) {
  private static final int HASH_BYTES = 8;

  /** On x86 and on ARM boards. */
  private static final List<String> PROCESSOR_KEYS = List.of("model name", "Model", "Hardware");

  /** Of the machine that this runs on. */
  public static MachineIdentity here() {
    return read(Path.of("/"));
  }

  /**
   * @param root under which {@code etc/machine-id} (machine-id(5): not to be shown as it is) and
   *     {@code proc/cpuinfo} lie
   */
  static MachineIdentity read(Path root) {
    String machineId = text(root.resolve("etc/machine-id")).strip();
    return new MachineIdentity(
        machineId.isEmpty() ? "" : hash("outpost plan " + machineId),
        processor(text(root.resolve("proc/cpuinfo"))));
  }

  private static String processor(String cpuinfo) {
    for (String key : PROCESSOR_KEYS) {
      for (String line : cpuinfo.lines().toList()) {
        int colon = line.indexOf(':');
        if (colon > 0 && line.substring(0, colon).strip().equals(key)) {
          return line.substring(colon + 1).strip();
        }
      }
    }
    return "";
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException absent) {
      return "";
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
