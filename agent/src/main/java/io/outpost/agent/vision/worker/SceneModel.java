package io.outpost.agent.vision.worker;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FAST_BILINEAR;

import io.outpost.agent.gate.Glance;
import io.outpost.agent.gate.Glance.Verdict;
import io.outpost.agent.gate.MotionModel;
import io.outpost.agent.gate.Region;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** A stream's motion model, and how its pictures come to the size the model wants. */
final class SceneModel implements KnownScene, AutoCloseable {
  private final MotionModel model;
  private final byte[] luma = new byte[MotionModel.WIDTH * MotionModel.HEIGHT];
  private final BytePointer rows;
  private final Frame small;
  private @Nullable Scaler scaler;
  private int width;
  private int height;
  private int format;
  private boolean known;

  SceneModel(MotionModel model) throws VisionException {
    this.model = model;
    // Its rows follow each other without padding: the width is a multiple of any alignment.
    this.small = Frame.allocate(MotionModel.WIDTH, MotionModel.HEIGHT, AV_PIX_FMT_GRAY8);
    this.rows = small.plane(0);
  }

  /** Compares a decoded picture with the scene; nothing of it is changed. */
  Glance look(Frame picture, long micros) throws VisionException {
    scalerFor(picture).scale(picture, small);
    rows.get(luma);
    Glance glance = model.look(luma, micros);
    known = glance.verdict() == Verdict.QUIET || glance.verdict() == Verdict.MOVED;
    return glance;
  }

  @Override
  public boolean known() {
    return known;
  }

  @Override
  public List<Region> regions() {
    return model.regions();
  }

  @Override
  public boolean standsByLane(Candidate body, double margin) {
    double middle = (body.left() + body.right()) / 2;
    double aside = margin * body.width();
    double above = margin * body.height();
    return model.ground(
        (middle - aside) / width,
        (body.bottom() - above) / height,
        (middle + aside) / width,
        (body.bottom() + above) / height);
  }

  @Override
  public void found(Candidate candidate) {
    model.found(
        candidate.left() / width,
        candidate.top() / height,
        candidate.right() / width,
        candidate.bottom() / height);
  }

  @Override
  public void close() {
    if (scaler != null) {
      scaler.close();
    }
    rows.close();
    small.close();
  }

  private Scaler scalerFor(Frame picture) throws VisionException {
    int pictureFormat = picture.raw().format();
    Scaler current = scaler;
    if (current != null
        && picture.width() == width
        && picture.height() == height
        && pictureFormat == format) {
      return current;
    }
    if (current != null) {
      current.close();
      scaler = null;
    }
    width = picture.width();
    height = picture.height();
    format = pictureFormat;
    small.raw().color_range(picture.raw().color_range());
    current = Scaler.between(picture, small, SWS_FAST_BILINEAR);
    scaler = current;
    return current;
  }
}
