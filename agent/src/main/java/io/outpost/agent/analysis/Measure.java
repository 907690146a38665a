package io.outpost.agent.analysis;

/**
 * Something measured.
 *
 * @param error in the same unit: it is within this of the value, to either side, in 95 of 100 cases
 */
public record Measure(double value, double error) {
  /** Surely at least that. */
  boolean atLeast(double least) {
    return value - error >= least;
  }

  /** Surely less than that. */
  boolean below(double least) {
    return value + error < least;
  }
}
