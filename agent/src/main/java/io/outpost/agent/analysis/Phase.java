package io.outpost.agent.analysis;

/** Where in its life an observation is. */
public enum Phase {
  BEGAN("began"),
  UPDATED("updated"),
  ENDED("ended");

  private final String label;

  Phase(String label) {
    this.label = label;
  }

  /** As it stands in events. */
  public String label() {
    return label;
  }
}
