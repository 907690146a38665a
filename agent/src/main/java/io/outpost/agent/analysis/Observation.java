package io.outpost.agent.analysis;

import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.FaceQuality;
import java.time.Duration;
import java.util.List;

/** Something worth telling the platform, seen by one camera. */
public sealed interface Observation {
  long track();

  Phase phase();

  /** Microseconds since the start of the connection or clip. */
  long mediaMicros();

  CaptureTime captureTime();

  Box box();

  /** Size of the picture that {@link #box} is a fraction of, pixels. */
  int pictureWidth();

  int pictureHeight();

  List<Image> images();

  /**
   * A person's face passed by; the image is the best shot of the passing.
   *
   * @param mediaMicros of the best shot, as are capture time, box and quality
   * @param quality of the best shot
   * @param score overall quality 0..1
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
      double score,
      List<Image> images)
      implements Observation {}

  /**
   * A body is where it may not be.
   *
   * @param dwell how long it has been in the lane
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
      List<Image> images)
      implements Observation {}
}
