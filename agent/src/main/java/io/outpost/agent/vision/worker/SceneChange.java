package io.outpost.agent.vision.worker;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;

/** How much a picture differs from the one before: on thumbnails, so that only the whole counts. */
final class SceneChange implements AutoCloseable {
  private static final int WIDTH = 32;
  private static final int HEIGHT = 18;

  private final Scaler scaler;
  private final Frame thumbnail;
  private byte[] before = new byte[0];

  /** For pictures like this one. */
  SceneChange(Frame picture) throws VisionException {
    thumbnail = Frame.allocate(WIDTH, HEIGHT, AV_PIX_FMT_YUV420P);
    thumbnail.raw().color_range(picture.raw().color_range());
    try {
      scaler = Scaler.between(picture, thumbnail, SWS_AREA);
    } catch (VisionException e) {
      thumbnail.close();
      throw e;
    }
  }

  /** Mean absolute difference of luma to the last picture, 0..1; 0 for the first. */
  double measure(Frame picture) throws VisionException {
    scaler.scale(picture, thumbnail);
    byte[] now = new byte[WIDTH * HEIGHT];
    thumbnail.read(0, WIDTH, now);
    long sum = 0;
    for (int i = 0; i < before.length; i++) {
      sum += Math.abs((now[i] & 0xff) - (before[i] & 0xff));
    }
    before = now;
    return sum / (255.0 * now.length);
  }

  @Override
  public void close() {
    scaler.close();
    thumbnail.close();
  }
}
