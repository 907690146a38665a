package io.outpost.agent.vision;

/**
 * A JPEG of a picture or of a part of it.
 *
 * @param jpeg owned by the receiver
 * @param width of the JPEG, pixels
 * @param facesBlurred whether faces were looked for in it and made unrecognisable, but maybe for
 *     one
 */
public record Still(byte[] jpeg, int width, int height, boolean facesBlurred) {
  /** With faces as they are. */
  public Still(byte[] jpeg, int width, int height) {
    this(jpeg, width, height, false);
  }
}
