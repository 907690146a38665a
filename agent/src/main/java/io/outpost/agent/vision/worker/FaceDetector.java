package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.DetectorPlan;
import io.outpost.agent.vision.DetectorPlan.Tile;
import io.outpost.agent.vision.wire.Kind;
import io.outpost.agent.vision.wire.Numbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * BlazeFace, full range (MediaPipe, Apache-2.0): 192x192 in; for each of 48x48 places a score, a
 * box and six landmarks, in pixels of the input relative to the middle of the place.
 */
final class FaceDetector implements Finder {
  static final String MODEL = "face_detection_full_range.tflite";

  /** Of the landmarks: the subject's right eye, left eye, nose, mouth, right ear, left ear. */
  static final int LANDMARKS = 6;

  private static final int INPUT = 192;
  private static final int GRID = 48;
  private static final int ANCHORS = GRID * GRID;
  private static final int COORDINATES = 4 + 2 * LANDMARKS;

  /** Low on purpose: a tracker may follow with it what it has already found with more. */
  private static final double MIN_SCORE = 0.4;

  /** Boxes of one face overlap by this much; they are then averaged, by score. */
  private static final double SAME_FACE_IOU = 0.3;

  /** A smaller box is the same face when it lies in the other by this much. */
  private static final double SAME_FACE_CONTAINMENT = 0.7;

  private final TensorModel model;
  private final TileReader reader = new TileReader(INPUT, INPUT, TileScaler.forFaces());
  private final float[] boxes = new float[ANCHORS * COORDINATES];
  private final float[] scores = new float[ANCHORS];

  FaceDetector(Path models) throws VisionException {
    model = new TensorModel(models.resolve(MODEL));
  }

  @Override
  public List<Candidate> detect(Frame picture, List<Tile> tiles, Set<Kind> wanted)
      throws VisionException {
    if (!wanted.contains(Kind.KIND_FACE)) {
      return List.of();
    }
    return detect(picture, tiles, MIN_SCORE);
  }

  /**
   * The faces that it sees, each once.
   *
   * @param minScore how sure it must be, 0..1
   */
  List<Candidate> detect(Frame picture, List<Tile> tiles, double minScore) throws VisionException {
    List<Candidate> found = new ArrayList<>();
    for (Tile tile : tiles) {
      model.run(reader.read(picture, tile));
      model.read(boxes);
      model.read(scores);
      merge(decode(picture, tile, minScore)).stream()
          .filter(face -> !face.cut())
          .forEach(found::add);
    }
    return merge(found);
  }

  @Override
  public Numbers numbers() {
    return model.numbers();
  }

  @Override
  public void close() {
    reader.close();
    model.close();
  }

  private List<Candidate> decode(Frame picture, Tile tile, double minScore) {
    double scale = (double) tile.width() / INPUT;
    List<Candidate> found = new ArrayList<>();
    for (int i = 0; i < ANCHORS; i++) {
      double score = 1 / (1 + Math.exp(-scores[i]));
      if (score < minScore) {
        continue;
      }
      int at = i * COORDINATES;
      double anchorX = (i % GRID + 0.5) * INPUT / GRID;
      int row = i / GRID;
      double anchorY = (row + 0.5) * INPUT / GRID;
      double centerX = anchorX + boxes[at];
      double centerY = anchorY + boxes[at + 1];
      double halfWidth = boxes[at + 2] / 2;
      double halfHeight = boxes[at + 3] / 2;
      double[] landmarks = new double[2 * LANDMARKS];
      for (int k = 0; k < LANDMARKS; k++) {
        landmarks[2 * k] = tile.x() + (anchorX + boxes[at + 4 + 2 * k]) * scale;
        landmarks[2 * k + 1] = tile.y() + (anchorY + boxes[at + 5 + 2 * k]) * scale;
      }
      found.add(
          candidate(
              picture,
              tile,
              new double[] {
                tile.x() + (centerX - halfWidth) * scale,
                tile.y() + (centerY - halfHeight) * scale,
                tile.x() + (centerX + halfWidth) * scale,
                tile.y() + (centerY + halfHeight) * scale
              },
              score,
              landmarks));
    }
    return found;
  }

  /**
   * A face of a picture.
   *
   * @param edges left, top, right, bottom, pixels of the picture, as the landmarks
   */
  static Candidate candidate(
      Frame picture, Tile tile, double[] edges, double score, double[] landmarks) {
    int right = tile.x() + tile.width();
    int bottom = tile.y() + tile.height();
    boolean cut =
        (edges[0] < tile.x() + DetectorPlan.CUT_EDGE && tile.x() > 0)
            || (edges[1] < tile.y() + DetectorPlan.CUT_EDGE && tile.y() > 0)
            || (edges[2] > right - DetectorPlan.CUT_EDGE && right < picture.width())
            || (edges[3] > bottom - DetectorPlan.CUT_EDGE && bottom < picture.height());
    return new Candidate(
        Kind.KIND_FACE, edges[0], edges[1], edges[2], edges[3], score, cut, landmarks);
  }

  /** Weighted non-maximum suppression, as MediaPipe does it. */
  static List<Candidate> merge(List<Candidate> candidates) {
    List<Candidate> left = Candidate.sorted(candidates);
    List<Candidate> faces = new ArrayList<>();
    while (!left.isEmpty()) {
      Candidate best = left.remove(0);
      List<Candidate> same = new ArrayList<>(List.of(best));
      left.stream().filter(other -> best.iou(other) > SAME_FACE_IOU).forEach(same::add);
      left.removeIf(
          other ->
              best.iou(other) > SAME_FACE_IOU || best.containment(other) > SAME_FACE_CONTAINMENT);
      faces.add(average(best, same));
    }
    return faces;
  }

  private static Candidate average(Candidate best, List<Candidate> same) {
    double total = 0;
    double[] edges = new double[4];
    double[] landmarks = new double[best.landmarks().length];
    for (Candidate one : same) {
      double weight = one.score();
      total += weight;
      edges[0] += one.left() * weight;
      edges[1] += one.top() * weight;
      edges[2] += one.right() * weight;
      edges[3] += one.bottom() * weight;
      for (int i = 0; i < landmarks.length; i++) {
        landmarks[i] += one.landmarks()[i] * weight;
      }
    }
    for (int i = 0; i < landmarks.length; i++) {
      landmarks[i] /= total;
    }
    return new Candidate(
        best.kind(),
        edges[0] / total,
        edges[1] / total,
        edges[2] / total,
        edges[3] / total,
        best.score(),
        best.cut(),
        landmarks);
  }
}
