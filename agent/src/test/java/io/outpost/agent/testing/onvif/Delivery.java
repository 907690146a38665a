package io.outpost.agent.testing.onvif;

/** How an answer comes. */
public enum Delivery {
  WHOLE,

  /** With 8 MB that say nothing in front of the end. */
  HUGE,

  /** It never ends. */
  ENDLESS,

  /** A byte now and then. */
  TRICKLED,

  /** Not at all; the connection stays open. */
  NEVER
}
