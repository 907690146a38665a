package io.outpost.agent.vision.worker;

import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Makes copies of parts of pictures, in YUV 4:2:0, without their noise. Not thread-safe. */
final class Denoising {
  private static final int PLANES = 3;

  private final NoiseShrinkage shrinkage = new NoiseShrinkage();

  /** The caller's to close. */
  Frame of(Frame part) throws VisionException {
    AVFrame from = part.raw();
    Frame copy = Frame.allocate(part.width(), part.height(), from.format());
    copy.raw().color_range(from.color_range()).colorspace(from.colorspace());
    for (int plane = 0; plane < PLANES; plane++) {
      int halved = plane == 0 ? 0 : 1;
      int width = (part.width() + halved) >> halved;
      int height = (part.height() + halved) >> halved;
      byte[] levels = new byte[width * height];
      part.read(plane, width, levels);
      shrinkage.apply(levels, width, height);
      copy.write(plane, width, levels);
    }
    return copy;
  }
}
