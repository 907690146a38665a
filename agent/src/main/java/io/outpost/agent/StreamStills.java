package io.outpost.agent;

import io.outpost.agent.analysis.Stills;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.MarkedStill;
import io.outpost.agent.vision.Marks;
import io.outpost.agent.vision.Still;
import io.outpost.agent.vision.VisionStream;
import java.io.IOException;
import java.util.Optional;

/** Stills of the pictures that a worker holds of a stream. */
record StreamStills(VisionStream stream) implements Stills {
  @Override
  public Still take(long mediaMicros, Optional<Box> area) throws IOException {
    return stream.still(mediaMicros, area);
  }

  @Override
  public MarkedStill takeMarked(long mediaMicros, Optional<Marks> marks) throws IOException {
    return stream.markedStill(mediaMicros, marks);
  }
}
