package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.DetectorPlan;
import io.outpost.agent.vision.DetectorPlan.FaceInput;
import io.outpost.agent.vision.DetectorPlan.Tile;
import io.outpost.agent.vision.wire.Area;
import io.outpost.agent.vision.wire.BlurFaces;
import io.outpost.agent.vision.wire.Kind;
import io.outpost.agent.vision.worker.Crops.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the faces of one still unrecognisable, for good: each becomes a patch of its average
 * colour, and nothing else of it is left. They are looked for in the still itself, all over it, by
 * a detector that is content with less than for a capture.
 */
final class Concealment {
  /**
   * How sure the built-in detector must be, 0..1: less than for a capture, for a patch on what is
   * no face costs little, and a face in a still much. Below it, headlights are faces too.
   */
  private static final double SURE = 0.6;

  /** Narrower faces are known by nobody. Pixels. */
  private static final int LEAST_WIDTH = 11;

  /** The same, as a part of the still's longer side: that bounds the looks, whatever its size. */
  private static final int LEAST_PART = 60;

  /** Around a face on every side, in its sizes: ears, hair and chin are outside the box. */
  private static final double MARGIN = 0.3;

  private final BlurFaces request;
  private final Detectors detectors;

  Concealment(BlurFaces request, Detectors detectors) {
    this.request = request;
    this.detectors = detectors;
  }

  /**
   * To a still in YUV 4:2:0, which must be the caller's own.
   *
   * @throws VisionException when no detector can look at it: it may not be shown then
   */
  void apply(Frame still) throws VisionException {
    Optional<Place> keep =
        request.hasKeep() ? Optional.of(place(request.getKeep(), still)) : Optional.empty();
    for (Place face : faces(still)) {
      if (keep.isEmpty() || !isSame(face, keep.get())) {
        Patch.conceal(still, face.with(MARGIN), face, keep);
      }
    }
  }

  private List<Place> faces(Frame still) throws VisionException {
    List<Candidate> found =
        new ArrayList<>(
            detectors
                .builtInFaces()
                .detect(still, tiles(still.width(), still.height(), FaceInput.BUILT_IN), SURE));
    String model = request.getFaceModel();
    if (!model.isEmpty()) {
      List<Tile> tiles = tiles(still.width(), still.height(), detectors.faceInput(model));
      found.addAll(detectors.faces(model).detect(still, tiles, Set.of(Kind.KIND_FACE)));
    }
    List<Place> faces = new ArrayList<>(found.stream().map(Place::of).toList());
    request.getKnownList().forEach(face -> faces.add(place(face, still)));
    return faces;
  }

  /** Where a detector looks in a still of this size. */
  static List<Tile> tiles(int width, int height, FaceInput input) {
    int narrowest = Math.max(LEAST_WIDTH, Math.max(width, height) / LEAST_PART);
    return DetectorPlan.of(narrowest, input, List.of(), new Tile(0, 0, width, height)).faces();
  }

  private static Place place(Area area, Frame still) {
    return new Place(
        area.getX() * still.width(),
        area.getY() * still.height(),
        (area.getX() + area.getWidth()) * still.width(),
        (area.getY() + area.getHeight()) * still.height());
  }

  /** Whether each has the other's middle in it: two people's faces hardly ever do. */
  static boolean isSame(Place one, Place other) {
    return one.holdsMiddleOf(other) && other.holdsMiddleOf(one);
  }
}
