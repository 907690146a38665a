package io.outpost.agent.vision.worker;

import io.outpost.agent.gate.Glance;
import io.outpost.agent.gate.Glance.Verdict;
import io.outpost.agent.gate.MotionModel;
import io.outpost.agent.gate.Region;
import java.util.List;

/** A stream's motion model, asked in the pixels of its pictures. */
final class SceneModel implements KnownScene {
  private final MotionModel model;
  private int width;
  private int height;
  private boolean known;

  SceneModel(MotionModel model) {
    this.model = model;
  }

  /** Compares a picture with the scene. */
  Glance look(SmallPicture picture, long micros) {
    width = picture.width();
    height = picture.height();
    Glance glance = model.look(picture.luma(), micros);
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
}
