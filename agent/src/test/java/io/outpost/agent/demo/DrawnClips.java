package io.outpost.agent.demo;

import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.vision.VisionWorkers;
import java.io.IOException;
import java.util.List;

/** Opens the drawn clip to tests of other packages. */
public final class DrawnClips {
  private DrawnClips() {}

  public static List<AccessUnit> make(VisionWorkers workers) throws IOException {
    return DrawnClip.make(workers);
  }
}
