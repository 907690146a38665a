package io.outpost.agent.ingest;

import io.outpost.agent.time.CaptureTime;
import io.outpost.protocols.rtp.VideoCodec;

/**
 * One coded picture with its time.
 *
 * @param data Annex B (H.264, H.265; parameter sets in front of every key picture) or one JPEG
 *     image; shared, never written to
 * @param mediaMicros microseconds since the first picture of this connection or clip
 * @param key whether decoding can start here
 * @param lostBefore RTP packets missing since the last access unit
 */
public record AccessUnit(
    VideoCodec codec,
    byte[] data,
    long mediaMicros,
    CaptureTime captureTime,
    boolean key,
    int lostBefore) {
  public int sizeBytes() {
    return data.length;
  }
}
