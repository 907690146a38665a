package io.outpost.agent.camera;

import java.time.Duration;
import java.util.List;

/**
 * When a camera's pictures are worth the detectors' time; {@code analysis} in its file.
 *
 * @param quiet how long nothing must have moved until it is watched by glances again
 * @param always hours in which it is looked at whether or not anything moves, in the time zone of
 *     the camera
 * @param priority what it is worth when the box cannot serve all cameras as wished
 */
public record Watchfulness(
    AnalysisMode mode, Duration quiet, List<DayHours> always, Priority priority) {
  public static final Watchfulness DEFAULT =
      new Watchfulness(AnalysisMode.AUTO, Duration.ofSeconds(5), List.of());

  public Watchfulness {
    always = List.copyOf(always);
  }

  /** Of normal priority. */
  public Watchfulness(AnalysisMode mode, Duration quiet, List<DayHours> always) {
    this(mode, quiet, always, Priority.NORMAL);
  }

  /** The same in another mode. */
  public Watchfulness in(AnalysisMode other) {
    return new Watchfulness(other, quiet, always, priority);
  }

  /** The same of another priority. */
  public Watchfulness of(Priority other) {
    return new Watchfulness(mode, quiet, always, other);
  }
}
