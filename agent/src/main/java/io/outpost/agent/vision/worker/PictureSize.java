package io.outpost.agent.vision.worker;

/** Of a coded picture, pixels; 0 x 0 where it does not say. */
record PictureSize(int width, int height) {
  static final PictureSize UNKNOWN = new PictureSize(0, 0);
}
