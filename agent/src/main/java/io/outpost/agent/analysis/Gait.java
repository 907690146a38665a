package io.outpost.agent.analysis;

import io.outpost.agent.camera.Motion;
import io.outpost.agent.vision.Box;

/**
 * Whether a body stands or moves, by the places it keeps: speeds of boxes would not tell, as those
 * of standing bodies tremble. Who stood moves again when he is clearly faster than what made him
 * stand, so that a vehicle that creeps in a queue stands all the while.
 */
final class Gait {
  /** A body that has not moved farther than this in box sizes ... */
  private static final double STANDING_SIZES = 0.3;

  /** ... for this long stands: slower than half its size a second. */
  private static final long STANDING_MICROS = 600_000;

  /** What stood moves when it has gone farther than this in box sizes ... */
  private static final double MOVING_SIZES = 1;

  /** ... within this time: faster than four fifths of its size a second. */
  private static final long MOVING_MICROS = 1_250_000;

  private final long firstMicros;
  private long lastMicros;
  // Where it has been since, give or take.
  private Box rest;
  private long restMicros;
  // Where it was when it was last known to stand or to creep.
  private Box place;
  private long placeMicros;
  private Motion motion = Motion.ANY; // Which, is not known yet.
  private long sinceMicros;

  Gait(Box box, long micros) {
    firstMicros = micros;
    lastMicros = micros;
    rest = box;
    restMicros = micros;
    place = box;
    placeMicros = micros;
  }

  void seen(Box box, long micros) {
    lastMicros = micros;
    if (!near(box, rest, STANDING_SIZES)) {
      rest = box;
      restMicros = micros;
    }
    if (still()) {
      become(Motion.STANDING, restMicros);
      place = box;
      placeMicros = micros;
    } else if (!near(box, place, MOVING_SIZES)) {
      if (motion == Motion.ANY) {
        become(Motion.MOVING, firstMicros);
      } else if (micros - placeMicros <= MOVING_MICROS) {
        become(Motion.MOVING, micros);
      }
      place = box;
      placeMicros = micros;
    }
  }

  private void become(Motion next, long micros) {
    if (motion != next) {
      motion = next;
      sinceMicros = micros;
    }
  }

  /** Nobody looked for a while, and nothing moved. */
  void rest(long micros) {
    placeMicros += micros;
  }

  /** Whether it has kept its place until it was last seen. */
  boolean still() {
    return lastMicros - restMicros >= STANDING_MICROS;
  }

  /** Standing, which creeping is a kind of, or moving; any while that is not known. */
  Motion motion() {
    return motion;
  }

  /** Since when it stands or moves. */
  long sinceMicros() {
    return sinceMicros;
  }

  /** Whether two boxes are no farther apart than so many times their size. */
  static boolean near(Box a, Box b, double sizes) {
    return Math.abs(a.centerX() - b.centerX()) <= sizes * Math.max(a.width(), b.width())
        && Math.abs(a.centerY() - b.centerY()) <= sizes * Math.max(a.height(), b.height());
  }
}
