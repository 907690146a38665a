package io.outpost.agent.analysis;

import io.outpost.agent.analysis.Observation.OnGround;
import io.outpost.agent.analysis.Observation.Speed;
import io.outpost.agent.camera.Ground.Metres;
import io.outpost.agent.vision.Box;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Measures how fast a body goes over the ground, by a line through the places at which it touched
 * it in the last pictures, and how long it is, where it goes across the view. By the boxes as they
 * were detected: those of a track lag behind.
 */
final class SpeedGauge {
  /** Of the last so long. */
  private static final long WINDOW_MICROS = 1_500_000;

  /** And in at least so long. */
  private static final long SHORTEST_MICROS = 500_000;

  /** And in at least so many pictures, or there is nothing left to see an error by. */
  private static final int FEWEST = 4;

  /** How far off a detector's edges are, standard deviation, in box sizes. */
  private static final double EDGE_SIGMA = 0.05;

  /** Standard deviations to either side that hold 95 of 100 cases. */
  private static final double SIGMAS = 2;

  /** A box that is cut by the picture's edge does not show where the body ends. */
  private static final double PICTURE_EDGE = 0.01;

  /** Cosine of 30 degrees: only what goes so nearly across the view shows its length. */
  private static final double ACROSS = 0.866;

  /** A vehicle's width in metres, and its standard deviation. */
  private static final double WIDTH = 1.8;

  private static final double WIDTH_SIGMA = 0.3;

  private final GroundPlane plane;
  private final Optional<Double> minimum;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private @Nullable Speed speed;
  private @Nullable Measure length;
  private boolean fast;
  private long fastSinceMicros;

  /** One sight of the body: where it touched the ground, and the variances of that. */
  private record Sample(long micros, Box box, Metres at, double varianceX, double varianceY) {}

  /**
   * @param minimum metres a second from which on a body is fast
   */
  SpeedGauge(GroundPlane plane, Optional<Double> minimum) {
    this.plane = plane;
    this.minimum = minimum;
  }

  /**
   * @param box as it was detected
   */
  void seen(Box box, long micros) {
    while (!samples.isEmpty() && micros - samples.getFirst().micros > WINDOW_MICROS) {
      samples.removeFirst();
    }
    sample(box, micros).ifPresent(samples::addLast);
    if (samples.size() >= FEWEST
        && samples.getLast().micros == micros
        && micros - samples.getFirst().micros >= SHORTEST_MICROS) {
      measure();
    }
  }

  /** It was out of sight for long: how fast it was says nothing any more. */
  void forget() {
    samples.clear();
    speed = null;
    fast = false;
  }

  private Optional<Sample> sample(Box box, long micros) {
    if (box.x() < PICTURE_EDGE
        || box.right() > 1 - PICTURE_EDGE
        || box.bottom() > 1 - PICTURE_EDGE) {
      return Optional.empty();
    }
    Optional<Metres> at = plane.at(box.centerX(), box.bottom());
    Optional<Metres> aside = plane.at(box.centerX() + EDGE_SIGMA * box.width(), box.bottom());
    Optional<Metres> nearer = plane.at(box.centerX(), box.bottom() + EDGE_SIGMA * box.height());
    if (at.isEmpty() || aside.isEmpty() || nearer.isEmpty()) {
      return Optional.empty();
    }
    Metres there = at.get();
    return Optional.of(
        new Sample(
            micros,
            box,
            there,
            square(aside.get().x() - there.x()) + square(nearer.get().x() - there.x()),
            square(aside.get().y() - there.y()) + square(nearer.get().y() - there.y())));
  }

  private void measure() {
    Slope x = slope(sample -> sample.at.x(), Sample::varianceX);
    Slope y = slope(sample -> sample.at.y(), Sample::varianceY);
    double value = Math.hypot(x.value(), y.value());
    double byPoints = sigmaByPoints();
    double variance = x.variance() + y.variance();
    if (square(value) > square(SIGMAS) * variance) {
      // It has a direction, and only what scatters in that counts.
      variance =
          (square(x.value()) * x.variance() + square(y.value()) * y.variance()) / square(value);
    }
    Measure measured = new Measure(value, SIGMAS * Math.sqrt(variance + square(byPoints)));
    if (!Double.isFinite(measured.error())) {
      return;
    }
    speed = new Speed(measured, samples.getLast().micros);
    minimum.ifPresent(least -> compare(measured, least));
    if (measured.atLeast(value / 2)) {
      // What hardly moves has no direction, and what it has decides what the box is wide in.
      measureLength(new Metres(x.value() / value, y.value() / value), byPoints / value);
    }
  }

  /** Both ways it must be sure: between them a body is as fast as it was. */
  private void compare(Measure measured, double least) {
    if (!fast && measured.atLeast(least)) {
      fast = true;
      fastSinceMicros = samples.getFirst().micros;
    } else if (measured.below(least)) {
      fast = false;
    }
  }

  private Slope slope(ToDoubleFunction<Sample> place, ToDoubleFunction<Sample> variance) {
    return Slope.of(each(this::seconds), each(place), each(variance));
  }

  private double[] each(ToDoubleFunction<Sample> value) {
    return samples.stream().mapToDouble(value).toArray();
  }

  private double seconds(Sample sample) {
    return (sample.micros - samples.getFirst().micros) / 1e6;
  }

  private double sigmaByPoints() {
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    return plane.sigma(map -> distance(map, first.box, last.box))
        / ((last.micros - first.micros) / 1e6);
  }

  private static Optional<Double> distance(Homography map, Box from, Box to) {
    Optional<Metres> end = map.at(to.centerX(), to.bottom());
    return map.at(from.centerX(), from.bottom())
        .flatMap(start -> end.map(there -> distance(start, there)));
  }

  private static double distance(Metres a, Metres b) {
    return Math.hypot(b.x() - a.x(), b.y() - a.y());
  }

  /**
   * @param way in which it goes, of length 1
   * @param relative how well lengths on the ground are known, standard deviation
   */
  private void measureLength(Metres way, double relative) {
    List<Double> lengths = new ArrayList<>();
    double tangent = 0;
    for (Sample sample : samples) {
      Metres left = plane.at(sample.box.x(), sample.box.bottom()).orElse(sample.at);
      Metres right = plane.at(sample.box.right(), sample.box.bottom()).orElse(sample.at);
      double extent = distance(left, right);
      double cosine =
          Math.abs((right.x() - left.x()) * way.x() + (right.y() - left.y()) * way.y()) / extent;
      if (!(cosine >= ACROSS)) {
        return;
      }
      double sine = Math.sqrt(Math.max(0, 1 - cosine * cosine));
      tangent = Math.max(tangent, sine / cosine);
      lengths.add(Math.max(0, extent - WIDTH * sine) / cosine);
    }
    double mean = lengths.stream().mapToDouble(each -> each).average().orElseThrow();
    double sigma =
        Math.sqrt(
            square(Math.sqrt(2) * EDGE_SIGMA * mean)
                + square(WIDTH_SIGMA * tangent)
                + square(relative * mean));
    if (length == null || SIGMAS * sigma <= length.error()) {
      length = new Measure(mean, SIGMAS * sigma);
    }
  }

  private static double square(double value) {
    return value * value;
  }

  /** Whether it is at least as fast as it must be. */
  boolean fast() {
    return fast;
  }

  /** Since when it is. */
  long fastSinceMicros() {
    return fastSinceMicros;
  }

  /**
   * Where a body is on the ground, and what is known of it as of the last picture; empty where no
   * ground is.
   */
  Optional<OnGround> at(Box box) {
    double x = box.centerX();
    double y = Math.min(1, box.bottom());
    Optional<Metres> place = plane.at(x, y);
    Optional<Metres> aside = plane.at(x + EDGE_SIGMA * box.width(), y);
    Optional<Metres> nearer = plane.at(x, y + EDGE_SIGMA * box.height());
    if (place.isEmpty() || aside.isEmpty() || nearer.isEmpty()) {
      return Optional.empty();
    }
    Metres there = place.get();
    double byPoints = plane.sigma(map -> map.at(x, y).map(other -> distance(other, there)));
    double sigma =
        Math.sqrt(
            square(distance(aside.get(), there))
                + square(distance(nearer.get(), there))
                + square(byPoints));
    return Double.isFinite(sigma)
        ? Optional.of(
            new OnGround(
                there.x(),
                there.y(),
                SIGMAS * sigma,
                Optional.ofNullable(speed),
                Optional.ofNullable(length)))
        : Optional.empty();
  }
}
