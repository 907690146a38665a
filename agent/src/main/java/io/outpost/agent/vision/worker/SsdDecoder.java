package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.model.DetectorModel;
import java.util.ArrayList;
import java.util.List;

/**
 * An SSD as the built-in one: for each anchor a coded box, and for each label a score before the
 * sigmoid. The first label is the background, which is nothing.
 */
final class SsdDecoder implements BoxDecoder {
  private final DetectorModel model;
  private final int labels;
  private final SsdAnchors anchors;

  SsdDecoder(DetectorModel model) {
    this.model = model;
    this.labels = model.labels().size();
    this.anchors =
        new SsdAnchors(model.input().width(), model.input().height(), model.decoding().anchors());
  }

  @Override
  public List<RawBox> decode(Outputs outputs) throws VisionException {
    float[] coded = outputs.shaped("output of boxes", anchors.count(), 4);
    float[] scores = outputs.shaped("output of scores", anchors.count(), labels);
    List<RawBox> boxes = new ArrayList<>();
    for (int i = 0; i < anchors.count(); i++) {
      int label = 1 + BoxDecoder.largest(scores, i * labels + 1, labels - 1);
      double score = BoxDecoder.sigmoid(scores[i * labels + label]);
      if (score >= model.minScore()) {
        double[] edges = anchors.decode(i, coded);
        int width = model.input().width();
        int height = model.input().height();
        boxes.add(
            new RawBox(
                label,
                score,
                edges[0] * width,
                edges[1] * height,
                edges[2] * width,
                edges[3] * height,
                RawBox.NO_LANDMARKS));
      }
    }
    return boxes;
  }
}
