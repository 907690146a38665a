package io.outpost.agent.analysis;

import io.outpost.agent.camera.LaneTerms;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Signal;
import io.outpost.agent.camera.Tamper;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.FaceQuality;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Something worth telling the platform, noticed by one camera. */
public sealed interface Observation {
  Phase phase();

  CaptureTime captureTime();

  List<Image> images();

  /** What was seen in a picture. */
  sealed interface Sighting extends Observation {
    long track();

    /** Microseconds since the start of the connection or clip. */
    long mediaMicros();

    Box box();

    /** Size of the picture that {@link #box} is a fraction of, pixels. */
    int pictureWidth();

    int pictureHeight();
  }

  /**
   * A person's face passed by; the image is the best shot of the passing.
   *
   * @param mediaMicros of the best shot, as are capture time, box and quality
   * @param quality of the best shot
   * @param score of the best shot, by its parts
   */
  record FaceCaptured(
      long track,
      Phase phase,
      long mediaMicros,
      CaptureTime captureTime,
      Box box,
      int pictureWidth,
      int pictureHeight,
      FaceQuality quality,
      ShotScore score,
      List<Image> images)
      implements Sighting {}

  /**
   * A body is where it may not be.
   *
   * @param dwell how long it has been in the lane
   * @param counted by which terms of the lane; empty where it has none
   * @param ground where it is in metres; empty where the ground is not measured
   * @param reason why it ended; empty while it lasts, and when it was seen to leave the lane
   * @param mark of the stay that this tells of
   */
  record LaneOccupied(
      long track,
      Phase phase,
      long mediaMicros,
      CaptureTime captureTime,
      Box box,
      int pictureWidth,
      int pictureHeight,
      String lane,
      ObjectClass objectClass,
      Duration dwell,
      List<Image> images,
      Optional<Counted> counted,
      Optional<OnGround> ground,
      Optional<LaneEnd> reason,
      Optional<StayMark> mark)
      implements Sighting {
    /** In a lane without terms, on ground that is not measured. */
    public LaneOccupied(
        long track,
        Phase phase,
        long mediaMicros,
        CaptureTime captureTime,
        Box box,
        int pictureWidth,
        int pictureHeight,
        String lane,
        ObjectClass objectClass,
        Duration dwell,
        List<Image> images) {
      this(
          track,
          phase,
          mediaMicros,
          captureTime,
          box,
          pictureWidth,
          pictureHeight,
          lane,
          objectClass,
          dwell,
          images,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  /**
   * What holds together all that is told of one stay in a lane.
   *
   * @param id unique for ever; the same after the stream, the worker or the agent was away
   * @param presentAtStart whether it was in the lane already when pictures began, so that nobody
   *     knows when it came in: its dwell is the least that it was
   */
  record StayMark(String id, boolean presentAtStart) {}

  /**
   * How a body counts by the terms of a lane.
   *
   * @param duration for how long all of them have held
   */
  record Counted(Duration duration, LaneTerms terms) {}

  /**
   * Where a body is on the ground, in metres in the frame of the camera's file.
   *
   * @param error it is within this of the place in 95 of 100 cases
   * @param speed as it was measured last; empty when it was seen too shortly
   * @param length in metres; empty when it never went across the view
   */
  record OnGround(
      double x, double y, double error, Optional<Speed> speed, Optional<Measure> length) {}

  /**
   * How fast a body was.
   *
   * @param measure in metres a second
   * @param mediaMicros when it was
   */
  record Speed(Measure measure, long mediaMicros) {}

  /**
   * A few seconds of video around the beginning of a lane occupation, or why there are none. It
   * comes after that, and may come after its end.
   *
   * @param track as the occupation has it
   * @param lane as the occupation has it
   * @param mediaMicros of the beginning, as is the capture time
   * @param absence why there is no clip; empty where there is one
   */
  record ClipTaken(
      long track,
      String lane,
      long mediaMicros,
      CaptureTime captureTime,
      Optional<Clip> clip,
      Optional<Clip.Absence> absence)
      implements Observation {
    /** It adds to what was told: when room runs out, it goes before that. */
    @Override
    public Phase phase() {
      return Phase.UPDATED;
    }

    @Override
    public List<Image> images() {
      return List.of();
    }
  }

  /**
   * All lanes of a group are slow: traffic stands or creeps in each.
   *
   * @param lanes their ids
   * @param mediaMicros of the last picture that showed it, as is the capture time
   * @param standing bodies that stood or crept in them then
   * @param duration for how long they have been slow
   * @param reason why it ended though nobody saw it end
   */
  record CongestionNoticed(
      String group,
      List<String> lanes,
      Phase phase,
      long mediaMicros,
      CaptureTime captureTime,
      int standing,
      Duration duration,
      List<Image> images,
      Optional<LaneEnd> reason)
      implements Observation {}

  /**
   * Something moves before the camera; what, nobody looked, for the box is overloaded.
   *
   * @param captureTime of the newest picture when it was noticed
   */
  record PresenceNoticed(Phase phase, CaptureTime captureTime) implements Observation {
    @Override
    public List<Image> images() {
      return List.of();
    }
  }

  /**
   * The camera's picture is not to be trusted from here on, or is again.
   *
   * @param mediaMicros of the first picture that showed it, as is the capture time
   */
  record Tampered(Tamper tamper, Phase phase, long mediaMicros, CaptureTime captureTime)
      implements Observation {
    @Override
    public List<Image> images() {
      return List.of();
    }
  }

  /**
   * The camera itself noticed something, and said so by ONVIF.
   *
   * @param source what it is about by the camera's own names, such as the token of a lens or input
   * @param captureTime when the camera noticed
   */
  record Signalled(Signal signal, String source, Phase phase, CaptureTime captureTime)
      implements Observation {
    @Override
    public List<Image> images() {
      return List.of();
    }
  }
}
