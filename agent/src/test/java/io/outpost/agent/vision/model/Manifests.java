package io.outpost.agent.vision.model;

import io.outpost.agent.config.ConfigException;

/** Manifests for tests. */
public final class Manifests {
  /** Of nothing. */
  public static final String SHA256 = Sha256.of(new byte[0]);

  private Manifests() {}

  /**
   * One without problems.
   *
   * @param input width and height, pixels
   * @param rest further lines
   */
  public static String text(String kind, String style, int input, String... rest) {
    return """
        name: tried
        version: "1.0"
        kind: %s
        format: tflite
        licence: Apache-2.0
        sha256: %s
        input: {width: %d, height: %d, layout: nhwc, colours: rgb, resize: stretch}
        decoding: {style: %s}
        """
            .formatted(kind, SHA256, input, input, style)
        + String.join("\n", rest)
        + "\n";
  }

  /** Of bodies with two labels, of which the second is one of ours. */
  public static DetectorModel bodies(String style, int input) {
    return read(text("body", style, input, "labels: [kite, car]", "classes: {vehicle: [car]}"));
  }

  public static DetectorModel faces(String style, int input) {
    return read(text("face", style, input));
  }

  public static DetectorModel read(String text) {
    try {
      return ManifestFile.parse(text, "manifest");
    } catch (ConfigException e) {
      throw new AssertionError(e);
    }
  }
}
