package io.outpost.agent.analysis;

import io.outpost.agent.analysis.Observation.LaneOccupied;
import io.outpost.agent.analysis.Observation.StayMark;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.Box;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A stay that has not ended, as it must be known to go on after the agent was away.
 *
 * @param lane in which it is
 * @param id of the stay
 * @param track under whose number it is told
 * @param began whether its beginning was told and its end was not
 * @param presentAtStart see {@link StayMark}
 * @param standing whether it is to be looked for where it was
 * @param entry the still of its entry, and the copy with marks, if they were taken and not told yet
 */
public record OpenStay(
    String lane,
    String id,
    long track,
    ObjectClass objectClass,
    boolean began,
    boolean presentAtStart,
    boolean standing,
    Before before,
    Sight last,
    List<Image> entry) {
  public OpenStay {
    entry = List.copyOf(entry);
  }

  /**
   * Microseconds before it was last seen.
   *
   * @param entered when it came into the lane
   * @param counted since when it has counted, if it began
   * @param told when it was told last, if it began
   * @param moves since when it stands or moves as it does
   * @param heading since when it goes the way that counts; empty where none does, or it does not
   */
  public record Before(long entered, long counted, long told, long moves, OptionalLong heading) {}

  /**
   * When and where it was last seen.
   *
   * @param mediaMicros of its connection, which may be over
   */
  public record Sight(
      long mediaMicros, CaptureTime captureTime, Box box, int pictureWidth, int pictureHeight) {}

  /** Its end, where the lane is no more that it is in. */
  LaneOccupied ended() {
    return new LaneOccupied(
        track,
        Phase.ENDED,
        last.mediaMicros,
        last.captureTime,
        last.box,
        last.pictureWidth,
        last.pictureHeight,
        lane,
        objectClass,
        Duration.ofNanos(before.entered * 1000),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(LaneEnd.UNWATCHED),
        Optional.of(new StayMark(id, presentAtStart)));
  }
}
