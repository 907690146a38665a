package io.outpost.agent.analysis;

import io.outpost.agent.camera.DayHours;
import io.outpost.agent.vision.AnalysedPicture;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a lane's hours are now, by the times at which pictures were taken. */
final class LaneHours {
  /** A clock that is corrected by less does not take the hours back that have begun or ended. */
  private static final Duration CORRECTION = Duration.ofMinutes(1);

  private final List<DayHours> hours;
  private final ZoneId zone;
  private boolean open;
  private long sinceMicros = Long.MIN_VALUE;
  private @Nullable Instant latest;
  private @Nullable AnalysedPicture last;

  /**
   * @param hours empty for always
   */
  LaneHours(List<DayHours> hours, ZoneId zone) {
    this.hours = hours;
    this.zone = zone;
    open = hours.isEmpty();
  }

  /** Takes the time of the next picture; says whether the hours are now. */
  boolean look(AnalysedPicture picture) {
    if (hours.isEmpty()) {
      return true;
    }
    last = picture;
    LocalDateTime moment = LocalDateTime.ofInstant(forward(picture.captureTime().instant()), zone);
    boolean now = hours.stream().anyMatch(part -> part.contain(moment));
    if (now && !open) {
      sinceMicros = picture.mediaMicros();
    }
    open = now;
    return now;
  }

  private Instant forward(Instant taken) {
    if (latest == null || taken.isAfter(latest) || taken.isBefore(latest.minus(CORRECTION))) {
      latest = taken;
    }
    return latest;
  }

  /** Whether they were at the last picture. */
  boolean open() {
    return open;
  }

  /** Media time of the first picture in them; long ago where they are always. */
  long sinceMicros() {
    return sinceMicros;
  }

  /** Pictures begin again, and with them media time. */
  void begin(AnalysedPicture first) {
    if (open && last != null) {
      sinceMicros += Stay.shift(last.captureTime().instant(), last.mediaMicros(), first);
    }
  }

  /** The stream or clip is over; media time may start again. */
  void end() {
    open = hours.isEmpty();
    latest = null;
    last = null;
  }
}
