package io.outpost.agent.ingest;

import java.time.Duration;
import java.util.Optional;

/**
 * What a probe of a stream found.
 *
 * @param failure why nothing could be measured
 * @param measured present if there is no failure
 */
public record ProbeReport(Optional<StreamFailure> failure, Optional<Measured> measured) {
  /**
   * What arrived.
   *
   * @param firstPicture from the start of the probe to the first whole picture
   * @param pictures whole ones received
   * @param framesPerSecond by media time; 0 when a single picture came
   * @param groupOfPictures pictures from one key picture to the next, 0 when no second one came
   * @param bitsPerSecond of the coded pictures, by media time; 0 when a single picture came
   * @param senderReports whether the camera's RTCP reports are there and can be trusted
   * @param packetsLost RTP packets
   */
  public record Measured(
      StreamDetails details,
      Duration firstPicture,
      int pictures,
      double framesPerSecond,
      int groupOfPictures,
      long bitsPerSecond,
      boolean senderReports,
      int packetsLost) {}

  static ProbeReport failed(StreamFailure failure) {
    return new ProbeReport(Optional.of(failure), Optional.empty());
  }
}
