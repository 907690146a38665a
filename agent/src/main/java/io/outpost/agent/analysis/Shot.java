package io.outpost.agent.analysis;

import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.FaceQuality;
import java.util.Optional;

/** A face as it stood in one picture, with the still that was taken of it. */
record Shot(
    AnalysedPicture picture, Box box, FaceQuality quality, ShotScore score, Optional<Image> image) {
  Shot with(Optional<Image> still) {
    return new Shot(picture, box, quality, score, still);
  }

  boolean betterBy(double margin, ShotScore other) {
    return score.total() > other.total() + margin;
  }
}
