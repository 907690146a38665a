package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.DetectorPlan.Tile;
import io.outpost.agent.vision.wire.Kind;
import io.outpost.agent.vision.wire.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * SSD-MobileNetV2, trained on Open Images V4 (MediaPipe, Apache-2.0): 300x300 in; for each of 1917
 * anchors a box and the scores of 24 classes, of which the first is the background.
 */
final class BodyDetector implements Finder {
  static final String MODEL = "ssd_mobilenet_v2_oidv4.tflite";
  static final String LABELS = "ssd_mobilenet_v2_oidv4.labels.txt";

  private static final int INPUT = 300;
  private static final int CLASSES = 24;

  /** Low on purpose: a tracker may follow with it what it has already found with more. */
  private static final double MIN_SCORE = 0.25;

  private static final double SAME_BODY_IOU = 0.45;
  private static final double SAME_BODY_CONTAINMENT = 0.65;

  /** Two pieces of one body lie over each other by this much of the smaller. */
  private static final double SAME_PIECES_CONTAINMENT = 0.3;

  /** A piece that is nearly all of its tile is the tile itself, taken for something. */
  private static final double MAX_PIECE_FRACTION = 0.7;

  /** Of the tile's size: a box that ends so near to an inner edge may go on behind it. */
  private static final double EDGE_FRACTION = 0.015;

  private final TensorModel model;
  private final TileReader reader = new TileReader(INPUT, INPUT, TileScaler.forBodies());
  private final SsdAnchors anchors = new SsdAnchors();
  private final Kind[] kinds;
  private final float[] boxes = new float[SsdAnchors.COUNT * 4];
  private final float[] scores = new float[SsdAnchors.COUNT * CLASSES];

  BodyDetector(Path models) throws VisionException {
    kinds = kinds(models.resolve(LABELS));
    model = new TensorModel(models.resolve(MODEL));
  }

  @Override
  public List<Candidate> detect(Frame picture, List<Tile> tiles, Set<Kind> wanted)
      throws VisionException {
    List<Candidate> found = new ArrayList<>();
    for (Tile tile : tiles) {
      model.run(reader.read(picture, tile));
      model.read(boxes);
      model.read(scores);
      decode(picture, tile, wanted, found);
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

  private void decode(Frame picture, Tile tile, Set<Kind> wanted, List<Candidate> found) {
    for (int i = 0; i < SsdAnchors.COUNT; i++) {
      int best = 1;
      for (int c = 2; c < CLASSES; c++) {
        if (scores[i * CLASSES + c] > scores[i * CLASSES + best]) {
          best = c;
        }
      }
      double score = 1 / (1 + Math.exp(-scores[i * CLASSES + best]));
      if (score >= MIN_SCORE && wanted.contains(kinds[best])) {
        Candidate body = candidate(picture, tile, anchors.decode(i, boxes), kinds[best], score);
        if (isBody(body, tile)) {
          found.add(body);
        }
      }
    }
  }

  /** Unlike what takes a tile for something. */
  static boolean isBody(Candidate body, Tile tile) {
    return !body.cut() || body.area() < MAX_PIECE_FRACTION * tile.width() * tile.height();
  }

  /**
   * A body of a picture.
   *
   * @param edges left, top, right, bottom, fractions of the tile
   */
  static Candidate candidate(Frame picture, Tile tile, double[] edges, Kind kind, double score) {
    double edge = EDGE_FRACTION;
    boolean cut =
        (edges[0] < edge && tile.x() > 0)
            || (edges[1] < edge && tile.y() > 0)
            || (edges[2] > 1 - edge && tile.x() + tile.width() < picture.width())
            || (edges[3] > 1 - edge && tile.y() + tile.height() < picture.height());
    return new Candidate(
        kind,
        clip(tile.x() + edges[0] * tile.width(), picture.width()),
        clip(tile.y() + edges[1] * tile.height(), picture.height()),
        clip(tile.x() + edges[2] * tile.width(), picture.width()),
        clip(tile.y() + edges[3] * tile.height(), picture.height()),
        score,
        cut,
        new double[0]);
  }

  private static double clip(double value, int size) {
    return Math.max(0, Math.min(size, value));
  }

  /** Whole bodies win over pieces; pieces of one body become one. */
  static List<Candidate> merge(List<Candidate> candidates) {
    List<Candidate> bodies = new ArrayList<>();
    for (Candidate candidate : Candidate.sorted(candidates)) {
      if (bodies.stream().noneMatch(body -> !body.cut() && same(body, candidate))) {
        if (candidate.cut()) {
          joinPieces(bodies, candidate);
        } else {
          bodies.add(candidate);
        }
      }
    }
    return bodies;
  }

  private static boolean same(Candidate body, Candidate other) {
    return body.iou(other) > SAME_BODY_IOU || body.containment(other) > SAME_BODY_CONTAINMENT;
  }

  private static void joinPieces(List<Candidate> bodies, Candidate piece) {
    for (int i = 0; i < bodies.size(); i++) {
      Candidate body = bodies.get(i);
      if (body.cut()
          && body.kind() == piece.kind()
          && body.containment(piece) > SAME_PIECES_CONTAINMENT) {
        bodies.set(i, union(body, piece));
        return;
      }
    }
    bodies.add(piece);
  }

  private static Candidate union(Candidate body, Candidate piece) {
    return new Candidate(
        body.kind(),
        Math.min(body.left(), piece.left()),
        Math.min(body.top(), piece.top()),
        Math.max(body.right(), piece.right()),
        Math.max(body.bottom(), piece.bottom()),
        body.score(),
        true,
        body.landmarks());
  }

  private static Kind[] kinds(Path labels) throws VisionException {
    try {
      List<String> names = Files.readAllLines(labels);
      Kind[] kinds = new Kind[CLASSES];
      for (int i = 0; i < CLASSES; i++) {
        kinds[i] = i < names.size() ? kind(names.get(i)) : Kind.KIND_UNKNOWN;
      }
      return kinds;
    } catch (IOException e) {
      throw new VisionException("no labels of the detector in " + labels);
    }
  }

  private static Kind kind(String label) {
    return switch (label.trim()) {
      case "Person" -> Kind.KIND_PERSON;
      case "Car", "Vehicle", "Bus", "Truck", "Motorcycle" -> Kind.KIND_VEHICLE;
      case "Bicycle" -> Kind.KIND_BICYCLE;
      default -> Kind.KIND_UNKNOWN;
    };
  }
}
