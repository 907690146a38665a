package io.outpost.agent.restream;

import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.time.CaptureTime;
import io.outpost.protocols.rtp.VideoCodec;
import java.time.Duration;
import java.time.Instant;

/** Pictures that nobody decodes. */
final class Pictures {
  private Pictures() {}

  static AccessUnit at(long millis, boolean key) {
    CaptureTime capture =
        new CaptureTime(Instant.ofEpochMilli(millis), CaptureTime.Source.MEDIA, Duration.ZERO);
    return new AccessUnit(VideoCodec.JPEG, new byte[100], millis * 1_000, capture, key, 0);
  }
}
