package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.DetectorPlan;
import io.outpost.agent.vision.DetectorPlan.FaceInput;
import io.outpost.agent.vision.DetectorPlan.Tile;
import io.outpost.agent.vision.wire.Area;
import io.outpost.agent.vision.wire.Found;
import io.outpost.agent.vision.wire.Kind;
import io.outpost.agent.vision.wire.Picture;
import io.outpost.agent.vision.wire.Stream;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs on pictures of one size what one stream asks for. */
final class PictureAnalyst implements AutoCloseable {
  private final PictureSize size;
  private final int width;
  private final int height;
  private final DetectorPlan plan;
  private final Set<Kind> kinds;
  private final FaceInput faceInput;
  private final String faceModel;
  private final String bodyModel;
  private final Masks masks;
  private final SceneChange sceneChange;

  /** For pictures like this one. */
  PictureAnalyst(Stream stream, Frame picture, Detectors detectors) throws VisionException {
    width = picture.width();
    height = picture.height();
    size = new PictureSize(width, height);
    faceModel = stream.getFaceModel();
    bodyModel = stream.getBodyModel();
    faceInput = detectors.faceInput(faceModel);
    plan =
        DetectorPlan.of(
            stream.getMinFaceWidth(),
            faceInput,
            Polygons.of(stream.getLanesList()),
            new Tile(0, 0, width, height));
    kinds = EnumSet.noneOf(Kind.class);
    kinds.addAll(stream.getKindsList());
    masks = new Masks(Polygons.of(stream.getMasksList()), width, height);
    sceneChange = new SceneChange(picture);
  }

  boolean fits(Frame picture) {
    return picture.width() == width && picture.height() == height;
  }

  /**
   * Burns the masks into the picture, which is the caller's own, and looks at what is left.
   *
   * @param attention says which parts are worth it; null for all
   */
  Picture analyse(Frame picture, long micros, Detectors detectors, @Nullable Attention attention)
      throws VisionException {
    masks.burn(picture);
    Picture.Builder result =
        Picture.newBuilder()
            .setMediaMicros(micros)
            .setWidth(width)
            .setHeight(height)
            .setSceneChange(sceneChange.measure(picture));
    List<Candidate> faces = faces(picture, micros, detectors, attention);
    for (Candidate face : faces) {
      result.addFound(found(face).setQuality(FaceGrader.grade(picture, face)));
    }
    Optional<List<Candidate>> bodies = bodies(picture, micros, detectors, attention);
    bodies.orElse(List.of()).forEach(body -> result.addFound(found(body)));
    result.setBodiesAsBefore(bodies.isEmpty());
    if (attention != null) {
      attention.end(faces, bodies, micros);
    }
    return result.build();
  }

  private List<Candidate> faces(
      Frame picture, long micros, Detectors detectors, @Nullable Attention attention)
      throws VisionException {
    List<Tile> tiles =
        attention == null
            ? plan.faces()
            : attention.forFaces(plan.faces(), faceInput, size, micros);
    return tiles.isEmpty()
        ? List.of()
        : detectors.faces(faceModel).detect(picture, tiles, Set.of(Kind.KIND_FACE));
  }

  /** Empty when the detector was not asked, because they are where they were. */
  private Optional<List<Candidate>> bodies(
      Frame picture, long micros, Detectors detectors, @Nullable Attention attention)
      throws VisionException {
    Optional<List<Tile>> tiles =
        attention == null
            ? Optional.of(plan.bodies())
            : attention.forBodies(plan.bodies(), size, micros);
    if (tiles.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        tiles.get().isEmpty()
            ? List.of()
            : detectors.bodies(bodyModel).detect(picture, tiles.get(), kinds));
  }

  @Override
  public void close() {
    sceneChange.close();
  }

  private Found.Builder found(Candidate candidate) {
    double left = fraction(candidate.left(), width);
    double top = fraction(candidate.top(), height);
    return Found.newBuilder()
        .setKind(candidate.kind())
        .setScore(candidate.score())
        .setArea(
            Area.newBuilder()
                .setX(left)
                .setY(top)
                .setWidth(fraction(candidate.right(), width) - left)
                .setHeight(fraction(candidate.bottom(), height) - top));
  }

  private static double fraction(double value, int size) {
    return Math.max(0, Math.min(1, value / size));
  }
}
