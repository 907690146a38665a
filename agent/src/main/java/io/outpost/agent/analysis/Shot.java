package io.outpost.agent.analysis;

import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.FaceQuality;
import java.util.Optional;

/**
 * A face as it stood in one picture, with the stills that were taken of it.
 *
 * @param image of the face
 * @param scene all of the picture
 */
record Shot(
    AnalysedPicture picture,
    Box box,
    FaceQuality quality,
    ShotScore score,
    Optional<Image> image,
    Optional<Image> scene) {
  Shot with(Optional<Image> face, Optional<Image> all) {
    return new Shot(picture, box, quality, score, face, all);
  }

  boolean betterBy(double margin, ShotScore other) {
    return score.total() > other.total() + margin;
  }
}
