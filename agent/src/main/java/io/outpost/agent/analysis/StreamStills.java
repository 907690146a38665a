package io.outpost.agent.analysis;

import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.MarkedStill;
import io.outpost.agent.vision.Retouch;
import io.outpost.agent.vision.Still;
import io.outpost.agent.vision.VisionStream;
import java.io.IOException;
import java.util.Optional;

/** Stills of the pictures that a worker holds of a stream. */
public record StreamStills(VisionStream stream) implements Stills {
  @Override
  public Still face(long mediaMicros, Box area) throws IOException {
    return stream.still(mediaMicros, Optional.of(area));
  }

  @Override
  public MarkedStill scene(long mediaMicros, Retouch retouch) throws IOException {
    return stream.scene(mediaMicros, retouch);
  }
}
