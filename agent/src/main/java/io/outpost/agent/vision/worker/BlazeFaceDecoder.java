package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.model.DetectorModel;
import java.util.ArrayList;
import java.util.List;

/**
 * BlazeFace with one box for each place of one grid, as the built-in one: box and six landmarks in
 * pixels of the input, relative to the middle of the place; the score before the sigmoid.
 */
final class BlazeFaceDecoder implements BoxDecoder {
  private static final int COORDINATES = 4 + 2 * FaceDetector.LANDMARKS;

  private final DetectorModel model;
  private final int places;

  BlazeFaceDecoder(DetectorModel model) {
    this.model = model;
    this.places = Grids.places(model);
  }

  @Override
  public List<RawBox> decode(Outputs outputs) throws VisionException {
    float[] boxes = outputs.shaped("output of boxes", places, COORDINATES);
    float[] scores = outputs.shaped("output of scores", places, 1);
    List<RawBox> faces = new ArrayList<>();
    Grids.forEach(
        model,
        (place, x, y, stride) -> {
          double score = BoxDecoder.sigmoid(scores[place]);
          if (score >= model.minScore()) {
            faces.add(face(boxes, place, score, middle(x, y, stride)));
          }
        });
    return faces;
  }

  private static double[] middle(int x, int y, int stride) {
    return new double[] {(x + 0.5) * stride, (y + 0.5) * stride};
  }

  private static RawBox face(float[] boxes, int place, double score, double[] middle) {
    int at = place * COORDINATES;
    double[] landmarks = new double[2 * FaceDetector.LANDMARKS];
    for (int i = 0; i < landmarks.length; i++) {
      landmarks[i] = middle[i % 2] + boxes[at + 4 + i];
    }
    return RawBox.centred(
            0,
            score,
            new double[] {
              middle[0] + boxes[at], middle[1] + boxes[at + 1], boxes[at + 2], boxes[at + 3]
            })
        .with(landmarks);
  }
}
