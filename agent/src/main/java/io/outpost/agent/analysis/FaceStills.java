package io.outpost.agent.analysis;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.vision.FaceBlur;
import io.outpost.agent.vision.Retouch;
import java.util.Optional;

/**
 * The stills that are told of faces. Each is taken of what is told alone, from coded pictures that
 * are kept for some seconds.
 */
final class FaceStills {
  private final PassedScenes passed;
  private final boolean scenes;
  private final boolean blurs;

  FaceStills(Camera camera, PassedScenes passed) {
    this.passed = passed;
    this.scenes = camera.faces().scene() && passed.kept();
    this.blurs = camera.evidence().blurFaces();
  }

  /** The face, where there is a sharper stream that has it. */
  Optional<Image> face(Shot shot) {
    return passed.face(shot.picture(), ShotScore.withMargin(shot.box()));
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
    return passed.take(shot.picture(), retouch).stream().findFirst();
  }
}
