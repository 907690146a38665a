package io.outpost.agent.camera;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When a camera's pictures are worth the detectors' time; {@code analysis} in its file.
 *
 * @param quiet how long nothing must have moved until it is watched by glances again
 * @param always hours in which it is looked at whether or not anything moves, in the time zone of
 *     the camera
 * @param tamper which changes of the view are told; empty for the usual ones of its kind
 * @param priority what it is worth when the box cannot serve all cameras as wished
 */
public record Watchfulness(
    AnalysisMode mode,
    Duration quiet,
    List<DayHours> always,
    Priority priority,
    Optional<Set<Tamper>> tamper) {
  public static final Watchfulness DEFAULT =
      new Watchfulness(AnalysisMode.AUTO, Duration.ofSeconds(5), List.of());

  public Watchfulness {
    always = List.copyOf(always);
    tamper = tamper.map(Set::copyOf);
  }

  /** Of normal priority, with what is usually told of its view. */
  public Watchfulness(AnalysisMode mode, Duration quiet, List<DayHours> always) {
    this(mode, quiet, always, Priority.NORMAL, Optional.empty());
  }

  /** The same in another mode. */
  public Watchfulness in(AnalysisMode other) {
    return new Watchfulness(other, quiet, always, priority, tamper);
  }

  /** The same of another priority. */
  public Watchfulness of(Priority other) {
    return new Watchfulness(mode, quiet, always, other, tamper);
  }
}
