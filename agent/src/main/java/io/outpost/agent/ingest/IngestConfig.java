package io.outpost.agent.ingest;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What one camera's stream may take.
 *
 * @param bufferBytesPerCamera most bytes of coded pictures held back for a camera
 * @param bufferBytesTotal the same for all cameras together; else what suits the box
 * @param stall a stream that brings no picture for this long is closed and opened again
 */
public record IngestConfig(
    long bufferBytesPerCamera, OptionalLong bufferBytesTotal, Duration stall) {
  public static final IngestConfig DEFAULT =
      new IngestConfig(16L << 20, OptionalLong.empty(), Duration.ofSeconds(10));
}
