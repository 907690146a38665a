package io.outpost.agent.analysis;

import io.outpost.agent.vision.Box;
import java.io.IOException;
import java.util.Optional;

/**
 * Takes stills of the picture at hand. A still that cannot be had must not cost the observation it
 * belongs to: the failure is counted and the observation goes without.
 */
final class StillTaker {
  private final Stills stills;
  private final long mediaMicros;
  private long missed;

  StillTaker(Stills stills, long mediaMicros) {
    this.stills = stills;
    this.mediaMicros = mediaMicros;
  }

  Optional<Image> face(Box area) {
    return take(Image.Kind.FACE, Optional.of(area));
  }

  Optional<Image> scene() {
    return take(Image.Kind.SCENE, Optional.empty());
  }

  private Optional<Image> take(Image.Kind kind, Optional<Box> area) {
    try {
      return Optional.of(new Image(kind, stills.take(mediaMicros, area)));
    } catch (IOException workerGone) {
      missed++;
      return Optional.empty();
    }
  }

  /** How many could not be had. */
  long missed() {
    return missed;
  }
}
