package io.outpost.agent.ingest;

import java.time.Duration;

/**
 * What one camera's stream may take.
 *
 * @param bufferBytesPerCamera most bytes of coded pictures held back for a camera
 * @param stall a stream that brings no picture for this long is closed and opened again
 */
public record IngestConfig(long bufferBytesPerCamera, Duration stall) {
  public static final IngestConfig DEFAULT = new IngestConfig(16L << 20, Duration.ofSeconds(10));
}
