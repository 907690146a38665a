package io.outpost.agent.testing.onvif;

/**
 * A media profile of a simulated camera.
 *
 * @param encoding as it is written, such as {@code H264}
 * @param width in pixels; 0 leaves the resolution out
 * @param source token of the lens
 */
public record SimulatedProfile(
    String token, String name, String encoding, int width, int height, String source) {
  static final int FRAME_RATE = 25;
  static final int GROUP_LENGTH = 50;
  static final int KILOBITS_PER_SECOND = 4096;

  /** Of the first lens. */
  public static SimulatedProfile of(String token, String encoding, int width, int height) {
    return new SimulatedProfile(token, token, encoding, width, height, "source_1");
  }
}
