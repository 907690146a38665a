package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.DetectorPlan.FaceInput;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thread's detectors: the built-in ones, each loaded when a stream first asks for it, and those
 * that were installed, loaded when the agent hands them over.
 */
final class Detectors implements AutoCloseable {
  private final Path models;
  private final ModelShelf shelf;
  private final Map<String, InstalledDetector> installed = new HashMap<>();
  private @Nullable FaceDetector faces;
  private @Nullable BodyDetector bodies;

  Detectors(Path models, ModelShelf shelf) {
    this.models = models;
    this.shelf = shelf;
  }

  /**
   * @param model its id; empty for the built-in one
   */
  Finder faces(String model) throws VisionException {
    return model.isEmpty() ? builtInFaces() : installed(model);
  }

  /** The same for bodies. */
  Finder bodies(String model) throws VisionException {
    return model.isEmpty() ? builtInBodies() : installed(model);
  }

  /** How the detector of faces sees them. */
  FaceInput faceInput(String model) throws VisionException {
    return model.isEmpty() ? FaceInput.BUILT_IN : installed(model).faceInput();
  }

  /**
   * Loads a model from the shelf, unless it is there already.
   *
   * @throws VisionException when it cannot be used
   */
  void load(String id) throws VisionException {
    if (!installed.containsKey(id)) {
      ModelShelf.Held held =
          shelf.find(id).orElseThrow(() -> new VisionException("no such model: " + id));
      installed.put(id, InstalledDetector.load(held.model(), held.content()));
    }
  }

  /** Closes installed detectors that no agent holds any more. */
  void closeUnheld() {
    Iterator<Map.Entry<String, InstalledDetector>> all = installed.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<String, InstalledDetector> one = all.next();
      if (shelf.find(one.getKey()).isEmpty()) {
        one.getValue().close();
        all.remove();
      }
    }
  }

  @Override
  public void close() {
    if (faces != null) {
      faces.close();
    }
    if (bodies != null) {
      bodies.close();
    }
    installed.values().forEach(InstalledDetector::close);
  }

  /** The built-in one, whatever is installed. */
  FaceDetector builtInFaces() throws VisionException {
    FaceDetector detector = faces;
    if (detector == null) {
      detector = new FaceDetector(models);
      faces = detector;
    }
    return detector;
  }

  private BodyDetector builtInBodies() throws VisionException {
    BodyDetector detector = bodies;
    if (detector == null) {
      detector = new BodyDetector(models);
      bodies = detector;
    }
    return detector;
  }

  private InstalledDetector installed(String id) throws VisionException {
    InstalledDetector detector = installed.get(id);
    if (detector == null) {
      throw new VisionException("the model " + id + " was not loaded");
    }
    return detector;
  }
}
