package io.outpost.agent.vision.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Manifests of models that anybody can have and that were tried out, by the SHA-256 of the model.
 */
public final class KnownManifests {
  private static final List<String> NAMES =
      List.of("yunet", "yolox-nano", "yolox-nano-tflite", "fastestdet");

  private KnownManifests() {}

  /** The manifest's text. */
  public static Optional<String> find(String sha256) {
    String key = "\nsha256: " + sha256 + "\n";
    return all().stream().filter(text -> text.contains(key)).findFirst();
  }

  static List<String> all() {
    return NAMES.stream().map(KnownManifests::read).toList();
  }

  private static String read(String name) {
    String resource = "manifests/" + name + ".yaml";
    try (InputStream in = KnownManifests.class.getResourceAsStream(resource)) {
      byte[] text = Objects.requireNonNull(in, resource).readAllBytes();
      return new String(text, StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException("resource " + resource + " cannot be read", broken);
    }
  }
}
