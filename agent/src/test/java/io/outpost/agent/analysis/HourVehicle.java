package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.WIDTH;
import static io.outpost.agent.analysis.Pictures.box;
import static io.outpost.agent.analysis.Pictures.vehicle;

import io.outpost.agent.vision.Detection;
import java.util.Random;

/**
 * Where a vehicle is, by its middle and its lower edge; from when it is there until it is gone.
 *
 * @param place what the camera must look at to see it
 */
record HourVehicle(
    String place, double from, double to, double ground, double height, HourVehicle.Way way) {
  private static final double TREMBLE = 0.8;

  /** Pixels a second. */
  static final double SPEED = 120;

  /** Until it has that speed, or none. */
  private static final double CHANGES_SECONDS = 2;

  /** Column in which it is so many seconds after it came. */
  interface Way {
    double x(double seconds);
  }

  /** Comes from the left, stops, stands, drives on to the right. */
  static HourVehicle stopping(
      String place, HourOracle.Parked parked, double ground, double height) {
    double still = parked.drives() - parked.stops();
    double stop = driven(parked.stops() - parked.came());
    return new HourVehicle(
        place,
        parked.came(),
        parked.gone(),
        ground,
        height,
        seconds -> {
          double stood = parked.came() + seconds - parked.stops();
          return stood < 0
              ? stop - driven(-stood)
              : stop + (stood < still ? 0 : driven(stood - still));
        });
  }

  /** Pixels that it has come so many seconds after it drove on, or will until it stands. */
  private static double driven(double seconds) {
    return seconds < CHANGES_SECONDS
        ? SPEED / CHANGES_SECONDS / 2 * seconds * seconds
        : SPEED * (seconds - CHANGES_SECONDS / 2);
  }

  /** One that stops in this column for so long. */
  static HourOracle.Parked parked(double came, double stop, double stands) {
    double stops = came + stop / SPEED + CHANGES_SECONDS / 2;
    double drives = stops + stands;
    return new HourOracle.Parked(
        came, stops, drives, drives + (WIDTH - stop) / SPEED + CHANGES_SECONDS / 2, new double[0]);
  }

  Detection at(double second, Random random) {
    double x = way.x(second - from);
    double jitter = random.nextGaussian() * TREMBLE;
    double width = 1.8 * height;
    return vehicle(
        box(x + jitter, ground - height / 2 + random.nextGaussian() * TREMBLE, width, height),
        0.5 + 0.4 * random.nextDouble());
  }
}
