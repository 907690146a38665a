package io.outpost.agent.evaluate;

/**
 * Something with its time on the timeline.
 *
 * @param title shown by whoever points at it
 */
record Bar(Span when, Verdict verdict, String title) {
  /** What came of a truth or of an event. */
  enum Verdict {
    RIGHT("right"),
    MISSED("missed"),
    FALSE("false"),
    TWICE("twice"),
    NEITHER("neither way");

    private final String label;

    Verdict(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    /** Its class in the style sheet. */
    String style() {
      return label.replaceAll(" .*", "");
    }
  }
}
