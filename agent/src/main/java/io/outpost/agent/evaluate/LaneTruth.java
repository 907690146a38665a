package io.outpost.agent.evaluate;

import io.outpost.agent.camera.ObjectClass;
import java.util.Optional;

/**
 * One body that was in a lane, as a person saw it.
 *
 * @param when the event must be open at some time of this
 * @param timing which of its ends are known
 * @param objectClass what it was; empty where any will do
 * @param either an event may be told of it or not: it counts neither way
 * @param tolerance how far outside {@code when} an event may lie, seconds
 */
public record LaneTruth(
    String lane,
    Span when,
    Timing timing,
    Optional<ObjectClass> objectClass,
    boolean either,
    double tolerance) {
  /** What the times of a truth say of an event's times. */
  public enum Timing {
    /** A moment in the midst of it, such as when it crosses a line. */
    MIDST,
    /** When it comes in; not when it goes. */
    START,
    /** When it comes in and when it goes. */
    BOTH
  }
}
