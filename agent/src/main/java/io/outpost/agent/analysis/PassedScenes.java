package io.outpost.agent.analysis;

import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Retouch;
import java.util.List;
import java.util.Optional;

/**
 * Stills of pictures that have passed, as sharp as they can be had: of the sharper stream, else of
 * the analysed one. Counts those that cannot be had at all.
 */
final class PassedScenes {
  private final SharperStills sharper;
  private final EarlierStills earlier;
  private long missed;

  PassedScenes(SharperStills sharper, EarlierStills earlier) {
    this.sharper = sharper;
    this.earlier = earlier;
  }

  /** Whether pictures are kept that they can be taken from. */
  boolean kept() {
    return earlier != EarlierStills.NONE;
  }

  /** A face, where there is a sharper stream that has it; the analysed one has it already. */
  Optional<Image> face(AnalysedPicture picture, Box area) {
    return sharper.face(picture, area);
  }

  /** The whole picture, and behind it the copy with marks; nothing where it cannot be had. */
  List<Image> take(AnalysedPicture picture, Retouch retouch) {
    List<Image> images = sharper.scene(picture, retouch);
    if (images.isEmpty()) {
      images = earlier.take(picture, retouch);
    }
    missed += images.isEmpty() ? 1 : 0;
    return images;
  }

  /** How many whole pictures could not be had. */
  long missed() {
    return missed;
  }
}
