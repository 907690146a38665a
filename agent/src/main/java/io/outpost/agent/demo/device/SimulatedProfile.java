package io.outpost.agent.demo.device;

/**
 * A media profile of a simulated camera.
 *
 * @param encoding as it is written, such as {@code H264}
 * @param width in pixels; 0 leaves the resolution out
 * @param source token of the lens
 */
public record SimulatedProfile(
    String token,
    String name,
    String encoding,
    int width,
    int height,
    String source,
    SimulatedProfile.Pace pace) {
  private static final Pace USUAL = new Pace(25, 50, 4096);

  /**
   * What it says of its encoder.
   *
   * @param frameRate pictures a second
   * @param groupLength pictures from key picture to key picture
   */
  public record Pace(int frameRate, int groupLength, int kilobitsPerSecond) {}

  /** Of the first lens, at 25 pictures a second. */
  public static SimulatedProfile of(String token, String encoding, int width, int height) {
    return new SimulatedProfile(token, token, encoding, width, height, "source_1", USUAL);
  }

  /** The same with another encoder. */
  public SimulatedProfile at(Pace other) {
    return new SimulatedProfile(token, name, encoding, width, height, source, other);
  }
}
