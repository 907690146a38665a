package io.outpost.agent.gate;

/** Why a camera is looked at closely. */
public enum WakeReason {
  /** Its stream has just begun, or its worker: whoever is there already is to be found. */
  START,
  /** Something moves. */
  MOTION,
  /** The scene is another one. */
  NEW_SCENE,
  /** The camera itself noticed something. */
  SIGNAL,
  /** The hours in which it is always looked at. */
  SCHEDULE,
  /** A group of pictures that had been called quiet was not. */
  AUDIT
}
