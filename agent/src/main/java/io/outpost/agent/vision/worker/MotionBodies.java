package io.outpost.agent.vision.worker;

import io.outpost.agent.gate.BodyFinder;
import io.outpost.agent.gate.MotionArea;
import io.outpost.agent.gate.Region;
import io.outpost.agent.vision.wire.Area;
import io.outpost.agent.vision.wire.Found;
import io.outpost.agent.vision.wire.Kind;
import java.util.List;

/** A stream's finder of bodies that no detector names. */
final class MotionBodies {
  /** Of what is found; a rule wants to see it for longer than what has a name. */
  private static final float SCORE = 0.6f;

  private final BodyFinder finder;
  private List<Region> namedLast = List.of();

  MotionBodies(MotionArea area) {
    this.finder = new BodyFinder(area);
  }

  /** Takes a picture that no detector looks at. */
  void glance(SmallPicture picture, long micros) {
    finder.look(picture.luma(), micros, List.of());
  }

  /**
   * What stands or moves in the lanes and has no name.
   *
   * @param found what detectors found in the picture; what they found last counts when they were
   *     not asked
   * @param asked whether the detector of bodies was
   */
  List<Found> look(SmallPicture picture, long micros, List<Found> found, boolean asked) {
    if (asked) {
      namedLast =
          found.stream()
              .filter(one -> one.getKind() != Kind.KIND_FACE)
              .map(one -> region(one.getArea()))
              .toList();
    }
    return finder.look(picture.luma(), micros, namedLast).stream()
        .map(MotionBodies::found)
        .toList();
  }

  private static Region region(Area area) {
    return new Region(
        area.getX(),
        area.getY(),
        area.getX() + area.getWidth(),
        area.getY() + area.getHeight(),
        false);
  }

  private static Found found(Region body) {
    return Found.newBuilder()
        .setKind(Kind.KIND_UNNAMED)
        .setScore(SCORE)
        .setArea(
            Area.newBuilder()
                .setX(body.left())
                .setY(body.top())
                .setWidth(body.right() - body.left())
                .setHeight(body.bottom() - body.top()))
        .build();
  }
}
