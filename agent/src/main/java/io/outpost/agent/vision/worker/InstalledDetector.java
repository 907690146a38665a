package io.outpost.agent.vision.worker;

import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.vision.DetectorPlan.FaceInput;
import io.outpost.agent.vision.DetectorPlan.Tile;
import io.outpost.agent.vision.model.DetectorModel;
import io.outpost.agent.vision.model.ModelKind;
import io.outpost.agent.vision.wire.Kind;
import io.outpost.agent.vision.wire.Numbers;
import io.outpost.agent.vision.worker.InputReader.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A detector that a manifest describes, on one thread. */
final class InstalledDetector implements Finder {
  private final DetectorModel model;
  private final Network network;
  private final InputReader reader;
  private final BoxDecoder decoder;
  private final Kind[] kinds;

  private InstalledDetector(DetectorModel model, Network network) {
    this.model = model;
    this.network = network;
    this.reader = new InputReader(model.input(), scaler(model));
    this.decoder = BoxDecoder.of(model);
    this.kinds = new Kind[model.labels().size()];
    for (int i = 0; i < kinds.length; i++) {
      ObjectClass ours = model.classes().get(model.labels().get(i));
      kinds[i] = ours == null ? Kind.KIND_UNKNOWN : kind(ours);
    }
  }

  /**
   * Loads a model and tries it out.
   *
   * @throws VisionException when it cannot be run, or does not fit its manifest
   */
  static InstalledDetector load(DetectorModel model, byte[] content) throws VisionException {
    Network network =
        switch (model.format()) {
          case TFLITE -> new TfLiteNetwork(content, model.input());
          case ONNX -> new OnnxNetwork(content, model.input());
        };
    var detector = new InstalledDetector(model, network);
    try {
      detector.decoder.decode(network.run(detector.reader.grey()));
      return detector;
    } catch (VisionException | RuntimeException e) {
      detector.close();
      throw e;
    }
  }

  private static TileScaler scaler(DetectorModel model) {
    return switch (model.kind()) {
      case FACE -> TileScaler.forFaces();
      case BODY -> TileScaler.forBodies();
    };
  }

  /** How it sees faces. */
  FaceInput faceInput() {
    int side = Math.min(model.input().width(), model.input().height());
    return new FaceInput(side, Math.min(side, model.narrowest()));
  }

  @Override
  public List<Candidate> detect(Frame picture, List<Tile> tiles, Set<Kind> wanted)
      throws VisionException {
    boolean faces = model.kind() == ModelKind.FACE;
    List<Candidate> found = new ArrayList<>();
    for (Tile tile : tiles) {
      Placement placement = reader.place(tile);
      Outputs outputs = network.run(reader.read(picture, placement));
      List<Candidate> here = new ArrayList<>();
      for (RawBox box : decoder.decode(outputs)) {
        Kind kind = kinds[box.label()];
        if (box.isFinite() && wanted.contains(kind)) {
          here.add(faces ? face(picture, placement, box) : body(picture, placement, box, kind));
        }
      }
      if (faces) {
        FaceDetector.merge(here).stream().filter(face -> !face.cut()).forEach(found::add);
      } else {
        here.stream().filter(body -> BodyDetector.isBody(body, tile)).forEach(found::add);
      }
    }
    return faces ? FaceDetector.merge(found) : BodyDetector.merge(found);
  }

  @Override
  public Numbers numbers() {
    return network.numbers();
  }

  @Override
  public void close() {
    reader.close();
    network.close();
  }

  private static Candidate face(Frame picture, Placement placement, RawBox box) {
    double[] landmarks = box.landmarks().clone();
    for (int i = 0; i < landmarks.length; i += 2) {
      landmarks[i] = placement.x(landmarks[i]);
      landmarks[i + 1] = placement.y(landmarks[i + 1]);
    }
    return FaceDetector.candidate(
        picture, placement.tile(), edges(placement, box), box.score(), landmarks);
  }

  private static Candidate body(Frame picture, Placement placement, RawBox box, Kind kind) {
    Tile tile = placement.tile();
    double[] edges = edges(placement, box);
    for (int i = 0; i < edges.length; i += 2) {
      edges[i] = (edges[i] - tile.x()) / tile.width();
      edges[i + 1] = (edges[i + 1] - tile.y()) / tile.height();
    }
    return BodyDetector.candidate(picture, tile, edges, kind, box.score());
  }

  private static double[] edges(Placement placement, RawBox box) {
    return new double[] {
      placement.x(box.left()),
      placement.y(box.top()),
      placement.x(box.right()),
      placement.y(box.bottom())
    };
  }

  private static Kind kind(ObjectClass ours) {
    return switch (ours) {
      case FACE -> Kind.KIND_FACE;
      case PERSON -> Kind.KIND_PERSON;
      case VEHICLE -> Kind.KIND_VEHICLE;
      case BICYCLE -> Kind.KIND_BICYCLE;
      case UNKNOWN -> Kind.KIND_UNNAMED;
    };
  }
}
