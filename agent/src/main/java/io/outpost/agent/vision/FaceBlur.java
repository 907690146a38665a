package io.outpost.agent.vision;

import io.outpost.agent.camera.ObjectClass;
import java.util.List;
import java.util.Optional;

/**
 * That faces in a still are made unrecognisable: all that a detector finds in it, and those that
 * are known.
 *
 * @param keep the face that stays as it is; empty for none
 * @param known where other faces are, as far as is known; fractions of the picture
 */
public record FaceBlur(Optional<Box> keep, List<Box> known) {
  /** Of all faces, wherever they are. */
  public static final FaceBlur ALL = new FaceBlur(Optional.empty(), List.of());

  public FaceBlur {
    known = List.copyOf(known);
  }

  /** Of all faces but this one, which was found in this picture. */
  public static FaceBlur allBut(Box keep, AnalysedPicture picture) {
    return new FaceBlur(
        Optional.of(keep),
        picture.detections().stream()
            .filter(found -> found.objectClass() == ObjectClass.FACE)
            .map(Detection::box)
            .filter(box -> !box.equals(keep))
            .toList());
  }
}
