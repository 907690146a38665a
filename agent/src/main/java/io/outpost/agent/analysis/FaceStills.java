package io.outpost.agent.analysis;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.vision.FaceBlur;
import io.outpost.agent.vision.Retouch;
import java.util.List;
import java.util.Optional;

/**
 * The stills that are told of faces. Each is taken of what is told alone, from coded pictures that
 * are kept for some seconds.
 */
final class FaceStills {
  private final SharperStills sharper;
  private final EarlierStills earlier;
  private final boolean scenes;
  private final boolean blurs;
  private long missed;

  FaceStills(Camera camera, SharperStills sharper, EarlierStills earlier) {
    this.sharper = sharper;
    this.earlier = earlier;
    this.scenes = camera.faces().scene() && earlier != EarlierStills.NONE;
    this.blurs = camera.evidence().blurFaces();
  }

  /** The face, where there is a sharper stream that has it. */
  Optional<Image> face(Shot shot) {
    return sharper.face(shot.picture(), ShotScore.withMargin(shot.box()));
  }

  /** The whole picture it was in, in which nobody else's face is to be seen. */
  Optional<Image> scene(Shot shot) {
    if (!scenes) {
      return Optional.empty();
    }
    Retouch retouch =
        new Retouch(
            Optional.empty(),
            blurs ? Optional.of(FaceBlur.allBut(shot.box(), shot.picture())) : Optional.empty());
    List<Image> images = sharper.scene(shot.picture(), retouch);
    if (images.isEmpty()) {
      images = earlier.take(shot.picture(), retouch);
    }
    missed += images.isEmpty() ? 1 : 0;
    return images.stream().findFirst();
  }

  /** How many scenes could not be had. */
  long missed() {
    return missed;
  }
}
