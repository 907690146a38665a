package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.model.DetectorModel;
import java.util.ArrayList;
import java.util.List;

/**
 * FastestDet: planes over one grid. How sure it is of anything, the box's middle from the place's
 * corner before the hyperbolic tangent, in places; its size before the sigmoid, of the whole input;
 * then how sure it is of each class.
 */
final class FastestDetDecoder implements BoxDecoder {
  private static final int BEFORE_CLASSES = 5;

  /** How much the two certainties count, as its authors weigh them. */
  private static final double ANYTHING = 0.6;

  private static final double OF_CLASS = 0.4;

  private final DetectorModel model;
  private final int columns;
  private final int rows;

  FastestDetDecoder(DetectorModel model) {
    this.model = model;
    int stride = model.decoding().strides().get(0);
    this.columns = model.input().width() / stride;
    this.rows = model.input().height() / stride;
  }

  @Override
  public List<RawBox> decode(Outputs outputs) throws VisionException {
    int labels = model.labels().size();
    float[] values = outputs.shaped("output", BEFORE_CLASSES + labels, rows, columns);
    List<RawBox> boxes = new ArrayList<>();
    for (int place = 0; place < rows * columns; place++) {
      int label = label(values, place);
      double score =
          Math.pow(at(values, 0, place), ANYTHING)
              * Math.pow(at(values, BEFORE_CLASSES + label, place), OF_CLASS);
      if (score >= model.minScore()) {
        boxes.add(box(values, place, label, Math.min(1, score)));
      }
    }
    return boxes;
  }

  private RawBox box(float[] values, int place, int label, double score) {
    int width = model.input().width();
    int height = model.input().height();
    return RawBox.centred(
        label,
        score,
        new double[] {
          (place % columns + Math.tanh(at(values, 1, place))) / columns * width,
          (Math.floorDiv(place, columns) + Math.tanh(at(values, 2, place))) / rows * height,
          BoxDecoder.sigmoid(at(values, 3, place)) * width,
          BoxDecoder.sigmoid(at(values, 4, place)) * height
        });
  }

  private int label(float[] values, int place) {
    int best = 0;
    for (int i = 1; i < model.labels().size(); i++) {
      if (at(values, BEFORE_CLASSES + i, place) > at(values, BEFORE_CLASSES + best, place)) {
        best = i;
      }
    }
    return best;
  }

  private double at(float[] values, int plane, int place) {
    return values[plane * rows * columns + place];
  }
}
