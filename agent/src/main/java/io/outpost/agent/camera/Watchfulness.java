package io.outpost.agent.camera;

import java.time.Duration;
import java.util.List;

/**
 * When a camera's pictures are worth the detectors' time; {@code analysis} in its file.
 *
 * @param quiet how long nothing must have moved until it is watched by glances again
 * @param always hours of the day in which it is looked at whether or not anything moves, in the
 *     time zone of the box
 */
public record Watchfulness(AnalysisMode mode, Duration quiet, List<DayHours> always) {
  public static final Watchfulness DEFAULT =
      new Watchfulness(AnalysisMode.AUTO, Duration.ofSeconds(5), List.of());

  public Watchfulness {
    always = List.copyOf(always);
  }

  /** The same in another mode. */
  public Watchfulness in(AnalysisMode other) {
    return new Watchfulness(other, quiet, always);
  }
}
