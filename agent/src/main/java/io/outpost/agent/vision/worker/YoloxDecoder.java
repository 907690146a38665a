package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.model.DetectorModel;
import java.util.ArrayList;
import java.util.List;

/**
 * YOLOX without decoding in the model ("YOLOX: Exceeding YOLO Series in 2021", Ge et al.): one row
 * for each place of each grid, finest grid first, with the box's middle from the place's corner and
 * the logarithm of its size, both in strides, then how sure it is of anything, then of each class.
 */
final class YoloxDecoder implements BoxDecoder {
  private static final int BEFORE_CLASSES = 5;

  private final DetectorModel model;
  private final int labels;
  private final int rows;

  YoloxDecoder(DetectorModel model) {
    this.model = model;
    this.labels = model.labels().size();
    this.rows = Grids.places(model);
  }

  @Override
  public List<RawBox> decode(Outputs outputs) throws VisionException {
    float[] values = outputs.shaped("output", rows, BEFORE_CLASSES + labels);
    List<RawBox> boxes = new ArrayList<>();
    Grids.forEach(model, (row, x, y, stride) -> add(values, row, new int[] {x, y, stride}, boxes));
    return boxes;
  }

  private void add(float[] values, int row, int[] place, List<RawBox> boxes) {
    int at = row * (BEFORE_CLASSES + labels);
    int label = BoxDecoder.largest(values, at + BEFORE_CLASSES, labels);
    double score = (double) values[at + 4] * values[at + BEFORE_CLASSES + label];
    if (score >= model.minScore()) {
      int stride = place[2];
      boxes.add(
          RawBox.centred(
              label,
              Math.min(1, score),
              new double[] {
                (values[at] + place[0]) * stride,
                (values[at + 1] + place[1]) * stride,
                Math.exp(values[at + 2]) * stride,
                Math.exp(values[at + 3]) * stride
              }));
    }
  }
}
