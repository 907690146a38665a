package io.outpost.agent.vision;

/** What the two sides of the socket hold each other to. */
public final class Limits {
  /** Of the schema in {@code vision.proto}. */
  public static final int VERSION = 4;

  /** Of one message. A drawn picture of 8 megapixels fits, and half a minute of a main stream. */
  public static final int MAX_MESSAGE_BYTES = 64 << 20;

  /** Of a picture's width and of its height, pixels. */
  public static final int MAX_PICTURE_SIDE = 8192;

  /** Of a decoded picture, at 1.5 bytes a pixel. */
  public static final int MAX_PICTURE_BYTES = 64 << 20;

  /** Of one coded picture. */
  public static final int MAX_UNIT_BYTES = 8 << 20;

  /** In one request. */
  public static final int MAX_UNITS = 4096;

  private Limits() {}

  /** Whether a picture of this size may be decoded. */
  public static boolean allowsPicture(long width, long height) {
    return width > 0
        && height > 0
        && width <= MAX_PICTURE_SIDE
        && height <= MAX_PICTURE_SIDE
        && width * height * 3 / 2 <= MAX_PICTURE_BYTES;
  }
}
