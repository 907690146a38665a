package io.outpost.agent.vision.worker;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One thread's detectors, each loaded when a stream first asks for it. */
final class Detectors implements AutoCloseable {
  private final Path models;
  private @Nullable FaceDetector faces;
  private @Nullable BodyDetector bodies;

  Detectors(Path models) {
    this.models = models;
  }

  FaceDetector faces() throws VisionException {
    FaceDetector detector = faces;
    if (detector == null) {
      detector = new FaceDetector(models);
      faces = detector;
    }
    return detector;
  }

  BodyDetector bodies() throws VisionException {
    BodyDetector detector = bodies;
    if (detector == null) {
      detector = new BodyDetector(models);
      bodies = detector;
    }
    return detector;
  }

  @Override
  public void close() {
    if (faces != null) {
      faces.close();
    }
    if (bodies != null) {
      bodies.close();
    }
  }
}
