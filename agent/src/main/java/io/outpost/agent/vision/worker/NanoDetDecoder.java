package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.model.DetectorModel;
import java.util.ArrayList;
import java.util.List;

/**
 * NanoDet-Plus: one row for each place of each grid, finest grid first, with how sure it is of each
 * class, then for each edge (left, top, right, bottom) a distribution over its distance from the
 * place, in strides ("Generalized Focal Loss", Li et al., section 3).
 */
final class NanoDetDecoder implements BoxDecoder {
  private static final int EDGES = 4;

  private final DetectorModel model;
  private final int labels;
  private final int bins;
  private final int rows;

  NanoDetDecoder(DetectorModel model) {
    this.model = model;
    this.labels = model.labels().size();
    this.bins = model.decoding().bins() + 1;
    this.rows = Grids.places(model);
  }

  @Override
  public List<RawBox> decode(Outputs outputs) throws VisionException {
    float[] values = outputs.shaped("output", rows, labels + EDGES * bins);
    List<RawBox> boxes = new ArrayList<>();
    Grids.forEach(model, (row, x, y, stride) -> add(values, row, new int[] {x, y, stride}, boxes));
    return boxes;
  }

  private void add(float[] values, int row, int[] place, List<RawBox> boxes) {
    int at = row * (labels + EDGES * bins);
    int label = BoxDecoder.largest(values, at, labels);
    double score = values[at + label];
    if (score >= model.minScore()) {
      int stride = place[2];
      int edges = at + labels;
      double x = (double) place[0] * stride;
      double y = (double) place[1] * stride;
      boxes.add(
          new RawBox(
              label,
              Math.min(1, score),
              x - distance(values, edges) * stride,
              y - distance(values, edges + bins) * stride,
              x + distance(values, edges + 2 * bins) * stride,
              y + distance(values, edges + 3 * bins) * stride,
              RawBox.NO_LANDMARKS));
    }
  }

  /** The mean of the distribution whose logarithms begin there. */
  private double distance(float[] values, int from) {
    double most = values[from + BoxDecoder.largest(values, from, bins)];
    double sum = 0;
    double weighted = 0;
    for (int i = 0; i < bins; i++) {
      double share = Math.exp(values[from + i] - most);
      sum += share;
      weighted += i * share;
    }
    return weighted / sum;
  }
}
