package io.outpost.agent.verify;

/**
 * Something that does not fit in the events of a camera.
 *
 * @param first sequence at which it is
 * @param last sequence of the last event that it is about
 */
public record Flaw(Kind kind, long first, long last) {
  /** What does not fit. */
  public enum Kind {
    /** Other bytes than those that were made. */
    CHANGED("changed"),
    /** Events are not there, and no event says that they are lost. */
    MISSING("missing"),
    /** It comes behind a later one. */
    OUT_OF_ORDER("out-of-order"),
    /**
     * Events are said to be lost, but not by an event of the chain. One that is made later will; if
     * none does, somebody may have removed them.
     */
    UNCONFIRMED("unconfirmed"),
    /** The bytes of an image are not those that the event names. */
    IMAGE("image-changed");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** As it stands in JSON. */
    public String label() {
      return label;
    }
  }
}
