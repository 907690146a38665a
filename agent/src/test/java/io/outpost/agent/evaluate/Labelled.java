package io.outpost.agent.evaluate;

import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.evaluate.LaneTruth.Timing;
import io.outpost.agent.vision.Box;
import java.util.Optional;

/** Truths and events for the tests of this package. */
final class Labelled {
  static final double TOLERANCE = 0.5;

  private static final Seen SEEN = new Seen(new Box(0.4, 0.2, 0.1, 0.1), 640, 360);

  private Labelled() {}

  static LaneTruth stay(double from, double to) {
    return lane("d", new Span(from, to), Timing.BOTH, false);
  }

  static LaneTruth crossing(double at) {
    return lane("d", Span.moment(at), Timing.MIDST, false);
  }

  static LaneTruth either(double at) {
    return lane("d", Span.moment(at), Timing.MIDST, true);
  }

  static LaneTruth lane(String lane, Span when, Timing timing, boolean either) {
    return new LaneTruth(lane, when, timing, Optional.of(ObjectClass.VEHICLE), either, TOLERANCE);
  }

  static Occupation occupation(double from, double to) {
    return occupation("d", "vehicle", from, to);
  }

  static Occupation occupation(String lane, String objectClass, double from, double to) {
    return new Occupation(1, lane, objectClass, new Span(from, to), SEEN, Optional.empty());
  }

  static FaceTruth face(double from, double to) {
    return new FaceTruth(
        new Span(from, to), Optional.empty(), Optional.empty(), Optional.empty(), false, TOLERANCE);
  }

  /** 60 pixels wide, its centre at 0.45, 0.25 of the picture. */
  static Shot shot(double at) {
    return new Shot(1, at, 60, 0.7, SEEN, Optional.empty());
  }
}
