package io.outpost.agent.plan;

/**
 * A stream as it is, or as it is assumed.
 *
 * @param width pixels
 * @param height pixels
 * @param keySeconds from key picture to key picture
 */
public record PlannedStream(
    int width, int height, double picturesPerSecond, double keySeconds, double megabitsPerSecond) {
  /** What most cameras are set to: 1080p, 25 pictures a second, 4 Mbit/s. */
  public static final PlannedStream MAIN = new PlannedStream(1920, 1080, 25, 2, 4);

  /** What most cameras offer beside it. */
  public static final PlannedStream SUB = new PlannedStream(640, 360, 25, 2, 0.5);

  public PlannedStream {
    if (width <= 0 || height <= 0) {
      throw new IllegalArgumentException("a picture of " + width + " x " + height);
    }
    if (!(picturesPerSecond > 0) || !(keySeconds > 0) || !(megabitsPerSecond > 0)) {
      throw new IllegalArgumentException(
          "pictures a second, key interval and bit rate are more than 0");
    }
  }

  long pixels() {
    return (long) width * height;
  }

  /** With another number of pictures a second, and bits in proportion. */
  PlannedStream at(double otherPicturesPerSecond) {
    return new PlannedStream(
        width,
        height,
        otherPicturesPerSecond,
        keySeconds,
        megabitsPerSecond * otherPicturesPerSecond / picturesPerSecond);
  }

  /** With another distance of its key pictures. */
  public PlannedStream keyEvery(double seconds) {
    return new PlannedStream(width, height, picturesPerSecond, seconds, megabitsPerSecond);
  }
}
