package io.outpost.agent.vision;

import io.outpost.agent.time.CaptureTime;
import java.util.List;

/**
 * What the detectors saw in one decoded picture. A picture that decoded with errors never becomes
 * one of these.
 *
 * @param mediaMicros of the access unit it was decoded from
 * @param width of the decoded picture, pixels
 */
public record AnalysedPicture(
    long mediaMicros, CaptureTime captureTime, int width, int height, List<Detection> detections) {
  public AnalysedPicture {
    detections = List.copyOf(detections);
  }
}
