package io.outpost.agent.evaluate;

/** A stretch of a clip, seconds from its beginning; a moment is one without length. */
public record Span(double from, double to) {
  public Span {
    if (!(from <= to)) {
      throw new IllegalArgumentException("span from " + from + " to " + to + " s ends too early");
    }
  }

  static Span moment(double at) {
    return new Span(at, at);
  }

  boolean touches(Span other, double tolerance) {
    return from - tolerance <= other.to && other.from <= to + tolerance;
  }

  /** How far outside the moment is, seconds; 0 inside. */
  double distance(double moment) {
    return Math.max(0, Math.max(from - moment, moment - to));
  }

  double middle() {
    return (from + to) / 2;
  }
}
