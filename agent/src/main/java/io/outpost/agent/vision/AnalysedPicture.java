package io.outpost.agent.vision;

import io.outpost.agent.time.CaptureTime;
import java.util.List;

/**
 * What the detectors saw in one decoded picture. A picture that decoded with errors never becomes
 * one of these.
 *
 * @param mediaMicros of the access unit it was decoded from
 * @param width of the decoded picture, pixels
 * @param sceneChange mean absolute luma difference, 0..1, between a thumbnail of this picture
 *     (32x18, each pixel the average of what it covers) and that of the picture analysed before it
 *     in this stream; 0 for the first. A hard cut stands out of it: measured 0.07-0.19 at cuts,
 *     below 0.03 for people moving.
 * @param codedCut whether the sizes of coded pictures say that the scene became another since the
 *     picture analysed before
 * @param bodiesAsBefore whether the detector of bodies was not asked, because those that it found
 *     last are where they were, as far as can be seen without it: there are none in {@code
 *     detections} then
 */
public record AnalysedPicture(
    long mediaMicros,
    CaptureTime captureTime,
    int width,
    int height,
    double sceneChange,
    boolean codedCut,
    List<Detection> detections,
    boolean bodiesAsBefore) {
  public AnalysedPicture {
    if (!(sceneChange >= 0 && sceneChange <= 1)) {
      throw new IllegalArgumentException("sceneChange is " + sceneChange + ", expected 0..1");
    }
    detections = List.copyOf(detections);
  }

  /** For which every detector was asked, in an unbroken scene. */
  public AnalysedPicture(
      long mediaMicros,
      CaptureTime captureTime,
      int width,
      int height,
      double sceneChange,
      List<Detection> detections) {
    this(mediaMicros, captureTime, width, height, sceneChange, false, detections, false);
  }
}
