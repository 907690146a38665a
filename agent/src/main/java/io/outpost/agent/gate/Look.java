package io.outpost.agent.gate;

import io.outpost.agent.ingest.AccessUnit;

/**
 * One access unit for the vision worker, and what is wanted of its picture.
 *
 * @param alone a key picture that is decoded by itself: nothing before it is needed, and nothing
 *     that refers to it follows
 */
public record Look(AccessUnit unit, Aim aim, boolean alone) {
  /** What a picture is decoded for. */
  public enum Aim {
    /** Others refer to it. */
    PASS,
    /** To see whether anything moves. */
    GLANCE,
    /** For the detectors; where there is a gate, it has its glance too. */
    ANALYSE
  }

  /** A picture among others. */
  public Look(AccessUnit unit, Aim aim) {
    this(unit, aim, false);
  }

  /** Where there is no gate: the detectors look at it, or it is decoded for the sake of others. */
  public Look(AccessUnit unit, boolean analyse) {
    this(unit, analyse ? Aim.ANALYSE : Aim.PASS);
  }

  /** Whether the detectors run on its picture. */
  public boolean analyse() {
    return aim == Aim.ANALYSE;
  }

  /** Whether anybody looks at its picture. */
  public boolean wanted() {
    return aim != Aim.PASS;
  }

  /** The same picture, decoded only so that others can be. */
  public Look passed() {
    return new Look(unit, Aim.PASS, alone);
  }
}
