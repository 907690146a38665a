package io.outpost.agent.line;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.vision.StreamSpec;
import io.outpost.agent.vision.VisionStream;
import io.outpost.agent.vision.VisionWorkers;
import io.outpost.protocols.rtp.VideoCodec;
import org.jspecify.annotations.Nullable;

/**
 * A camera's stream in the hands of a vision worker, opened anew when the worker has to know more
 * of it than it was told. Not thread-safe.
 */
final class LineStream {
  private final Camera camera;
  private final VisionWorkers vision;
  private @Nullable VisionStream stream;

  LineStream(Camera camera, VisionWorkers vision) {
    this.camera = camera;
    this.vision = vision;
  }

  /**
   * @param gated whether the worker has to know the scene; one that does goes on doing so
   */
  VisionStream open(VideoCodec codec, boolean gated) {
    VisionStream current = stream;
    if (current != null && current.spec().codec() == codec && (current.spec().gated() || !gated)) {
      return current;
    }
    close();
    StreamSpec spec = StreamSpec.of(camera, codec);
    VisionStream opened = vision.open(gated ? spec.withGate() : spec);
    stream = opened;
    return opened;
  }

  void close() {
    if (stream != null) {
      stream.close();
      stream = null;
    }
  }
}
