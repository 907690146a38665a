package io.outpost.benchmarks;

import java.util.Optional;

/**
 * One measured figure.
 *
 * @param name what was measured, in words joined by points and hyphens; stable, scripts rely on it
 * @param unit of {@code value}, of the bar and of the rival alike
 * @param bar what the project promises
 * @param rival what somebody else's code needs for the same, in the same run
 */
record Figure(String name, double value, String unit, Optional<Bar> bar, Optional<Rival> rival) {
  static Figure of(String name, double value, String unit) {
    return new Figure(name, value, unit, Optional.empty(), Optional.empty());
  }

  Figure withBar(Bar promised) {
    return new Figure(name, value, unit, Optional.of(promised), rival);
  }

  Figure withRival(String rivalName, double rivalValue) {
    return new Figure(name, value, unit, bar, Optional.of(new Rival(rivalName, rivalValue)));
  }

  /** Whether the promise is kept; a figure without a promise is. */
  boolean ok() {
    return bar.map(promised -> promised.isMetBy(value)).orElse(true);
  }

  /** A promise. */
  record Bar(Sense sense, double limit) {
    enum Sense {
      AT_MOST,
      AT_LEAST
    }

    /** Of its sign. */
    static Sense sense(String sign) {
      for (Sense sense : Sense.values()) {
        if (new Bar(sense, 0).sign().equals(sign)) {
          return sense;
        }
      }
      throw new IllegalArgumentException("sense '" + sign + "', expected '<=' or '>='");
    }

    static Bar atMost(double limit) {
      return new Bar(Sense.AT_MOST, limit);
    }

    static Bar atLeast(double limit) {
      return new Bar(Sense.AT_LEAST, limit);
    }

    boolean isMetBy(double value) {
      return switch (sense) {
        case AT_MOST -> value <= limit;
        case AT_LEAST -> value >= limit;
      };
    }

    String sign() {
      return switch (sense) {
        case AT_MOST -> "<=";
        case AT_LEAST -> ">=";
      };
    }
  }

  /** Somebody else's figure for the same. */
  record Rival(String name, double value) {}
}
