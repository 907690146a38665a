package io.outpost.agent.outbox;

/** What was given up that some sink had not got yet. */
enum Evicted {
  /** The images of an event, for want of room. */
  IMAGES("images"),
  /** An event, for want of room. */
  EVENT("event"),
  /** An event whose bytes on the disk were not those that were written. */
  DAMAGED("damaged");

  private final String label;

  Evicted(String label) {
    this.label = label;
  }

  /** As it stands in metrics. */
  String label() {
    return label;
  }
}
