package io.outpost.agent.analysis;

import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Marks;
import io.outpost.agent.vision.Retouch;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Takes stills of the picture at hand. One that cannot be had must not cost the observation it
 * belongs to: the failure is counted and the observation goes without.
 */
final class StillTaker {
  private final Stills stills;
  private final AnalysedPicture picture;
  private final Sources sources;
  private long missed;

  /**
   * Where stills come from.
   *
   * @param analysed the stream whose pictures are analysed
   * @param blursFaces whether faces are blurred in whole pictures
   */
  record Sources(Image.Stream analysed, SharperStills sharper, boolean blursFaces) {}

  StillTaker(Stills stills, AnalysedPicture picture, Sources sources) {
    this.stills = stills;
    this.picture = picture;
    this.sources = sources;
  }

  /** Of the picture at hand, as it was analysed: cheap. */
  Optional<Image> face(Box area) {
    try {
      return Optional.of(
          new Image(
              Image.Kind.FACE,
              sources.analysed(),
              Duration.ZERO,
              stills.face(picture.mediaMicros(), area)));
    } catch (IOException workerGone) {
      missed++;
      return Optional.empty();
    }
  }

  /** The picture at hand, as sharp as it can be had. */
  Optional<Image> scene() {
    return scene(Optional.empty()).stream().findFirst();
  }

  /** The same, and a copy with marks drawn on it. */
  List<Image> scene(Optional<Marks> marks) {
    Retouch retouch = Retouch.of(marks, sources.blursFaces());
    List<Image> images = sources.sharper().scene(picture, retouch);
    if (!images.isEmpty()) {
      return images;
    }
    try {
      return Image.scenes(
          sources.analysed(), Duration.ZERO, stills.scene(picture.mediaMicros(), retouch));
    } catch (IOException notToBeHad) {
      missed++;
      return List.of();
    }
  }

  /** How many could not be had. */
  long missed() {
    return missed;
  }
}
