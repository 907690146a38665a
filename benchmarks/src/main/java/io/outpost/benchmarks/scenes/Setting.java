package io.outpost.benchmarks.scenes;

import java.util.Set;

/**
 * What a scene looks like while nobody is there.
 *
 * @param disturbances what changes in it all the same
 */
public record Setting(Time time, Set<Disturbance> disturbances) {
  /** The light, and what it does to the sensor. */
  public enum Time {
    /** Bright, little noise. */
    DAY(1.0, 0, 1.6),
    /** Dark, much noise, little contrast. */
    NIGHT(0.26, 14, 4.2),
    /** Even light. */
    INDOOR(0.9, 6, 2.2);

    final double gain;
    final int offset;
    final double noise;

    /**
     * @param gain of a day's levels
     * @param offset in levels
     * @param noise of the sensor, standard deviation in levels
     */
    Time(double gain, int offset, double noise) {
      this.gain = gain;
      this.offset = offset;
      this.noise = noise;
    }
  }

  /** What moves or changes and is nobody. */
  public enum Disturbance {
    /** Bushes in a light wind. */
    FOLIAGE,
    /** Bushes in a strong one. */
    WIND,
    /** The light of clouds, a few levels up and down within a minute. */
    DRIFT,
    /** Date and time, written into the picture by the camera. */
    CLOCK,
    /** Streaks. */
    RAIN,
    /** The beam of a car that is not in the picture passes over walls and ground. */
    HEADLIGHTS,
    /** The camera corrects its exposure from one picture to the next, there and back. */
    EXPOSURE
  }

  public Setting {
    disturbances = Set.copyOf(disturbances);
  }

  static Setting of(Time time, Disturbance... disturbances) {
    return new Setting(time, Set.of(disturbances));
  }

  boolean has(Disturbance disturbance) {
    return disturbances.contains(disturbance);
  }
}
