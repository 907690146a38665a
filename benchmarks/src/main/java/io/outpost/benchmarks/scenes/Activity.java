package io.outpost.benchmarks.scenes;

import io.outpost.benchmarks.scenes.Visit.Kind;
import io.outpost.benchmarks.scenes.Visit.Opening;
import io.outpost.benchmarks.scenes.Visit.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Who comes when. */
public enum Activity {
  /** Nobody. */
  QUIET,
  /** Bodies of 40 to 400 pixels, one after the other, each duration in turn, long pauses. */
  EVENTS,
  /** The same with bodies of 20 to 40 pixels. */
  FAR,
  /** Somebody for a tenth of the time: six seconds of each minute. */
  TENTH,
  /** Always somebody, two at a time. */
  BUSY,
  /** Vehicles on three lanes, all the time. */
  HIGHWAY;

  static final double[] DURATIONS_SECONDS = {0.3, 0.5, 1, 1.5, 2, 3, 6};

  /** Longer than the gate waits before it calls a scene quiet again. */
  private static final double PAUSE_SECONDS = 11;

  /** Of a scene, in which the gate learns what it looks like. */
  static final double LEAD_SECONDS = 14;

  private static final int RATE = SceneSpec.PICTURES_PER_SECOND;
  private static final int EDGE = 40;

  /** How long a scene of {@code rounds} rounds is, in pictures. */
  int pictures(int rounds) {
    return switch (this) {
      case EVENTS, FAR -> (int) (RATE * (LEAD_SECONDS + rounds * roundSeconds()));
      case QUIET, TENTH -> rounds * 60 * RATE;
      case BUSY, HIGHWAY -> rounds * 20 * RATE;
    };
  }

  private static double roundSeconds() {
    double seconds = 0;
    for (double duration : DURATIONS_SECONDS) {
      seconds += duration + PAUSE_SECONDS + 1;
    }
    return seconds;
  }

  List<Visit> visits(Random random, int rounds) {
    return switch (this) {
      case QUIET -> List.of();
      case EVENTS -> events(random, rounds, 40, 400);
      case FAR -> events(random, rounds, 20, 40);
      case TENTH -> tenth(random, rounds);
      case BUSY -> busy(random, rounds);
      case HIGHWAY -> highway(random, rounds);
    };
  }

  private static List<Visit> events(Random random, int rounds, int smallest, int largest) {
    List<Visit> visits = new ArrayList<>();
    double at = LEAD_SECONDS;
    for (int round = 0; round < rounds; round++) {
      for (double duration : DURATIONS_SECONDS) {
        // Anywhere between two key pictures, so that it is chance whether one falls into it.
        double start = at + random.nextDouble();
        int height = (int) (smallest * Math.pow((double) largest / smallest, random.nextDouble()));
        Kind kind = random.nextInt(3) == 0 ? Kind.VEHICLE : Kind.PERSON;
        int capped = kind == Kind.VEHICLE ? Math.min(height, 240) : height;
        visits.add(crossing(random, visits.size() + 1, kind, capped, start, duration));
        at += duration + PAUSE_SECONDS + 1;
      }
    }
    return visits;
  }

  /** Through an opening of such a width that it takes this long at a pace of its kind. */
  private static Visit crossing(
      Random random, int id, Kind kind, int height, double start, double seconds) {
    double width = height * kind.aspect;
    double pace = height * (0.6 + random.nextDouble());
    int opening = (int) Math.min(1920 - 2 * EDGE, Math.max(1.1 * width, pace * seconds));
    int left = EDGE + random.nextInt(1920 - 2 * EDGE - opening + 1);
    int from = (int) Math.round(start * RATE);
    int until = from + Math.max(1, (int) Math.round(seconds * RATE));
    boolean toTheRight = random.nextBoolean();
    Way way =
        new Way(
            from,
            until,
            toTheRight ? left : left + opening,
            toTheRight ? left + opening : left,
            foot(random, height));
    return new Visit(id, kind, random.nextLong(), height, new Opening(left, left + opening), way);
  }

  /** On the ground: the nearer, the larger and the lower in the picture. */
  private static int foot(Random random, int height) {
    int ground = Backdrop.HORIZON + 30 + (int) (height * 1.2) + random.nextInt(80);
    return Math.min(1060, Math.max(ground, height + 70));
  }

  private static List<Visit> tenth(Random random, int rounds) {
    List<Visit> visits = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      int height = 120 + random.nextInt(120);
      visits.add(crossing(random, round + 1, Kind.PERSON, height, round * 60 + 30, 6));
    }
    return visits;
  }

  private static List<Visit> busy(Random random, int rounds) {
    List<Visit> visits = new ArrayList<>();
    for (int half = 0; half < rounds * 4; half++) {
      for (int pair = 0; pair < 2; pair++) {
        int height = 100 + random.nextInt(200);
        double start = half * 5 + pair * 2.5;
        double seconds = Math.min(5, rounds * 20 - start);
        visits.add(crossing(random, visits.size() + 1, Kind.PERSON, height, start, seconds));
      }
    }
    return visits;
  }

  private static List<Visit> highway(Random random, int rounds) {
    List<Visit> visits = new ArrayList<>();
    double seconds = rounds * 20;
    for (int lane = 0; lane < 3; lane++) {
      double crossing = 3 + lane;
      for (double start = lane * 0.4;
          start + crossing < seconds;
          start += 1 + random.nextDouble()) {
        int height = 110 + lane * 50 + random.nextInt(30);
        int from = (int) (start * RATE);
        Way way = new Way(from, from + (int) (crossing * RATE), 0, 1920, 560 + lane * 190);
        visits.add(
            new Visit(
                visits.size() + 1,
                Kind.VEHICLE,
                random.nextLong(),
                height,
                new Opening(0, 1920),
                way));
      }
    }
    return visits;
  }
}
