package io.outpost.agent.analysis;

import io.outpost.agent.vision.Box;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * When a body came over the edge of the picture. A detector knows it for what it is only when most
 * of it is to be seen; how long that took is told by how fast what leads of it goes on.
 */
final class Arrival {
  /** What is measured: later it may brake. */
  private static final long MEASURED_MICROS = 1_000_000;

  /** A box trembles: two looks say nothing of its speed. */
  private static final long SHORTEST_MICROS = 300_000;

  /** What would have come longer ago was hidden, or stood there. */
  private static final long LONGEST_MICROS = 2_000_000;

  /** So near to the picture's edge a box is cut by it. */
  private static final double EDGE = 0.02;

  /** Of the picture. */
  private enum Side {
    LEFT,
    RIGHT,
    TOP,
    BOTTOM;

    /** From the side to what of the box is nearest. */
    double gap(Box box) {
      return switch (this) {
        case LEFT -> box.x();
        case RIGHT -> 1 - box.right();
        case TOP -> box.y();
        case BOTTOM -> 1 - box.bottom();
      };
    }

    /** From the side to what of the box is farthest, which leads when it comes in here. */
    double lead(Box box) {
      return switch (this) {
        case LEFT, RIGHT -> gap(box) + box.width();
        case TOP, BOTTOM -> gap(box) + box.height();
      };
    }

    /** As it was when it had not come in yet. */
    Box outside(Box box) {
      return switch (this) {
        case LEFT -> new Box(-box.width(), box.y(), box.width(), box.height());
        case RIGHT -> new Box(1, box.y(), box.width(), box.height());
        case TOP -> new Box(box.x(), -box.height(), box.width(), box.height());
        case BOTTOM -> new Box(box.x(), 1, box.width(), box.height());
      };
    }
  }

  private final long enteredMicros;
  private final Box first;
  private final long firstMicros;
  private Box last;
  private long lastMicros;

  Arrival(Box first, long micros) {
    this(micros, first, micros);
  }

  private Arrival(long enteredMicros, Box first, long firstMicros) {
    this.enteredMicros = enteredMicros;
    this.first = first;
    this.firstMicros = firstMicros;
    this.last = first;
    this.lastMicros = firstMicros;
  }

  /** The same of one that was seen before that, if only faintly. */
  Arrival after(FaintSights.Sight faint) {
    return new Arrival(enteredMicros, faint.box(), faint.mediaMicros());
  }

  void seen(Box box, long micros) {
    if (micros - firstMicros <= MEASURED_MICROS) {
      last = box;
      lastMicros = micros;
    }
  }

  /**
   * How long before it was first detected it came into the picture, microseconds; 0 if it did not
   * come over an edge, or that is not known.
   *
   * @param inLane of the body as it was outside; what came in elsewhere came into the lane later
   */
  long beforeMicros(Predicate<Box> inLane) {
    return Arrays.stream(Side.values())
        .filter(side -> side.gap(first) <= EDGE && inLane.test(side.outside(first)))
        .mapToLong(this::beforeMicros)
        .filter(micros -> micros > 0 && micros <= LONGEST_MICROS)
        .min()
        .orElse(0);
  }

  private long beforeMicros(Side side) {
    long micros = lastMicros - firstMicros;
    double gone = side.lead(last) - side.lead(first);
    return micros < SHORTEST_MICROS || gone <= 0
        ? 0
        : enteredMicros - firstMicros + (long) (micros * side.lead(first) / gone);
  }
}
