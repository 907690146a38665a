package io.outpost.agent.analysis;

import io.outpost.agent.camera.ObjectClass;

/**
 * Classes that a detector may mistake for each other and that are tracked together, with how they
 * move and how far a detector is to be believed about them.
 */
public enum TrackGroup {
  /** Faces turn and stop at once, but never cross a picture as cars do. */
  FACES(0.6, 0.4, 0.75, 2, 2),
  PEOPLE(0.4, 0.2, 0.5, 1.5, 1.5),
  /** A car seen from the roadside crosses several of its own lengths a second. */
  VEHICLES(0.4, 0.2, 0.5, 4, 2),
  /** What is found by motion: its box grows and shrinks with what can be seen of it. */
  UNNAMED(0.4, 0.2, 0.5, 3, 2);

  private static final double TRAVELLED_SCORE = 0.33;

  private final double startScore;
  private final double keepScore;
  private final double peakScore;
  private final double speedSigma;
  private final double accelerationSigma;

  TrackGroup(
      double startScore,
      double keepScore,
      double peakScore,
      double speedSigma,
      double accelerationSigma) {
    this.startScore = startScore;
    this.keepScore = keepScore;
    this.peakScore = peakScore;
    this.speedSigma = speedSigma;
    this.accelerationSigma = accelerationSigma;
  }

  /** Where a class belongs. */
  public static TrackGroup of(ObjectClass objectClass) {
    return switch (objectClass) {
      case FACE -> FACES;
      case PERSON -> PEOPLE;
      case VEHICLE, BICYCLE -> VEHICLES;
      case UNKNOWN -> UNNAMED;
    };
  }

  /** Whether the detector of bodies finds them, which is not asked where all is as it was. */
  boolean isOfBodyDetector() {
    return this == PEOPLE || this == VEHICLES;
  }

  /** From this score on a detection can start a track, and is matched first. */
  double startScore() {
    return startScore;
  }

  /** From this score on a detection can prolong a track. */
  double keepScore() {
    return keepScore;
  }

  /**
   * A track is believed when one of its detections had this score: pieces of bodies and patterns on
   * the road come at one place for many pictures, but always weakly.
   */
  double peakScore() {
    return peakScore;
  }

  /**
   * A track that has come a long way is believed with this mean score. Never for what people carry
   * along: a face on a coat goes as far as they do.
   */
  double travelledScore() {
    return this == VEHICLES ? TRAVELLED_SCORE : Double.POSITIVE_INFINITY;
  }

  /**
   * How long a track is kept without a detection, microseconds. A passer-by hides a person for
   * about a second; of a face that was hidden for a second and a half, one look more may be missing
   * at either end.
   */
  long lostMicros() {
    return switch (this) {
      case FACES -> 1_900_000;
      case PEOPLE, VEHICLES, UNNAMED -> Tracker.LOST_MICROS;
    };
  }

  /**
   * How far from where it is expected a body may turn up again when it was out of sight for longer
   * than from one picture to the next, in its own sizes; 0 where it must lie over that place. Faces
   * are small against their ways, and who hides them is seldom over them for long.
   */
  double reunionSizes() {
    return switch (this) {
      case FACES -> 1;
      case PEOPLE, VEHICLES, UNNAMED -> 0;
    };
  }

  /** Standard deviation of the speed of a body not seen before, in box sizes a second. */
  double speedSigma() {
    return speedSigma;
  }

  /** By how much that changes within a second, standard deviation, in box sizes a second. */
  double accelerationSigma() {
    return accelerationSigma;
  }
}
