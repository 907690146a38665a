package io.outpost.agent.analysis;

import io.outpost.agent.camera.Motion;
import io.outpost.agent.vision.Box;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Whether a body stands or moves, by the places it keeps: speeds of boxes would not tell, as those
 * of standing bodies tremble. Who stood moves again when he is clearly faster than what made him
 * stand, so that a vehicle that creeps in a queue stands all the while.
 */
final class Gait {
  /** A body that has not moved farther than this in box sizes ... */
  private static final double STANDING_SIZES = 0.3;

  /** ... for this long keeps its place ... */
  private static final long STILL_MICROS = 600_000;

  /** ... and for this long stands: slower than a third of its size a second. */
  private static final long STANDING_MICROS = 1_000_000;

  /** Nor has one that stands grown or shrunk by more. */
  private static final double STANDING_SCALE = 1.3;

  /** What stood moves when it has gone farther than this in box sizes ... */
  private static final double MOVING_SIZES = 1;

  /** ... or has grown or shrunk by more than that ... */
  private static final double MOVING_SCALE = 1.5;

  /** ... within this time: it goes faster than four fifths of its size a second. */
  private static final long MOVING_MICROS = 1_250_000;

  private record Look(Box box, long micros) {}

  private long firstMicros;
  private long lastMicros;
  // Where it has been in the last second.
  private final Deque<Look> looks = new ArrayDeque<>();
  // Where it has been since, give or take.
  private Box rest;
  private long restMicros;
  // The same by sides that the picture's edge does not cut, and by sizes.
  private Box spot;
  private long spotMicros;
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
    spot = box;
    spotMicros = micros;
    place = box;
    placeMicros = micros;
  }

  /** Of a body that stood there when it was last seen. */
  static Gait standing(Box box, long sinceMicros, long lastMicros) {
    Gait gait = new Gait(box, Math.min(sinceMicros, lastMicros - STILL_MICROS));
    gait.lastMicros = lastMicros;
    gait.become(Motion.STANDING, sinceMicros);
    return gait;
  }

  void seen(Box box, long micros) {
    lastMicros = micros;
    looks.add(new Look(box, micros));
    while (looks.getFirst().micros < micros - STANDING_MICROS) {
      looks.removeFirst();
    }
    if (!near(box, rest, STANDING_SIZES)) {
      rest = box;
      restMicros = nearSince(box);
    }
    if (!Moved.within(STANDING_SIZES, STANDING_SCALE, box, spot)) {
      spot = box;
      spotMicros = micros;
    }
    if (micros - spotMicros >= STANDING_MICROS) {
      become(Motion.STANDING, spotMicros);
    }
    if (motion == Motion.STANDING && micros - spotMicros >= STILL_MICROS) {
      place = box;
      placeMicros = micros;
    } else if (!Moved.within(MOVING_SIZES, MOVING_SCALE, box, place)) {
      leave(micros);
      place = box;
      placeMicros = micros;
    }
  }

  /**
   * Since when it has been near there. It may have trembled out of where it was while it rolled to
   * a stop: that is no reason to think that it moves.
   */
  private long nearSince(Box box) {
    long since = lastMicros;
    Iterator<Look> backwards = looks.descendingIterator();
    while (backwards.hasNext()) {
      Look look = backwards.next();
      if (!near(look.box, box, STANDING_SIZES)) {
        return since;
      }
      since = look.micros;
    }
    return since;
  }

  private void leave(long micros) {
    if (motion == Motion.ANY) {
      become(Motion.MOVING, firstMicros);
    } else if (micros - placeMicros <= MOVING_MICROS) {
      become(Motion.MOVING, micros);
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

  /** Media time goes on from elsewhere. */
  void shift(long micros) {
    firstMicros += micros;
    lastMicros += micros;
    restMicros += micros;
    spotMicros += micros;
    placeMicros += micros;
    sinceMicros += micros;
    List<Look> shifted =
        looks.stream().map(look -> new Look(look.box, look.micros + micros)).toList();
    looks.clear();
    looks.addAll(shifted);
  }

  /** Whether it has not left the place at which it was first seen. */
  boolean neverMoved() {
    return restMicros == firstMicros;
  }

  /** Whether it has kept its place until it was last seen. */
  boolean still() {
    return lastMicros - restMicros >= STILL_MICROS;
  }

  /** Standing, which creeping is a kind of, or moving; any while that is not known. */
  Motion motion() {
    return motion;
  }

  /** Since when it stands or moves. */
  long sinceMicros() {
    return sinceMicros;
  }

  /** Whether neither of two boxes is more than so many times as wide or high as the other. */
  static boolean alike(Box a, Box b, double ratio) {
    return Math.max(a.width(), b.width()) <= ratio * Math.min(a.width(), b.width())
        && Math.max(a.height(), b.height()) <= ratio * Math.min(a.height(), b.height());
  }

  /** Whether the middles of two boxes are no farther apart than so many times their size. */
  static boolean near(Box a, Box b, double sizes) {
    return Math.abs(a.centerX() - b.centerX()) <= sizes * Math.max(a.width(), b.width())
        && Math.abs(a.centerY() - b.centerY()) <= sizes * Math.max(a.height(), b.height());
  }
}
