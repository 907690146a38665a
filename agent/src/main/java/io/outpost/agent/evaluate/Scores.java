package io.outpost.agent.evaluate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Numbers as they are printed, recorded and compared: to a thousandth. */
record Scores(Map<Score, BigDecimal> values) {
  private static final int PLACES = 3;

  Scores {
    values = Collections.unmodifiableMap(new EnumMap<>(withoutOthers(values)));
  }

  static Scores of(Outcome outcome) {
    Map<Score, BigDecimal> values = new EnumMap<>(Score.class);
    for (Score score : Score.values()) {
      score.of(outcome).ifPresent(value -> values.put(score, rounded(value)));
    }
    return new Scores(values);
  }

  /** Without zeros at its end, without exponent. */
  static BigDecimal rounded(double value) {
    BigDecimal rounded =
        new BigDecimal(value).setScale(PLACES, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }

  private static Map<Score, BigDecimal> withoutOthers(Map<Score, BigDecimal> values) {
    Map<Score, BigDecimal> copy = new EnumMap<>(Score.class);
    copy.putAll(values);
    return copy;
  }
}
