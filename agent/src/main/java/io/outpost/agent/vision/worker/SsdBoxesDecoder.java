package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.model.DetectorModel;
import java.util.ArrayList;
import java.util.List;

/**
 * An SSD that sorts its boxes out by itself, as TensorFlow Lite's detection operator does: boxes
 * (top, left, bottom, right, fractions of the input), labels and scores, and how many. Exporters
 * give labels and scores in the order boxes, labels, scores, or with the scores first of all.
 */
final class SsdBoxesDecoder implements BoxDecoder {
  private final DetectorModel model;

  SsdBoxesDecoder(DetectorModel model) {
    this.model = model;
  }

  @Override
  public List<RawBox> decode(Outputs outputs) throws VisionException {
    Sorted sorted = Sorted.of(outputs);
    List<RawBox> found = new ArrayList<>();
    for (int i = 0; i < sorted.count(); i++) {
      int label = Math.round(sorted.labels[i]);
      double score = sorted.scores[i];
      if (score >= model.minScore() && label >= 0 && label < model.labels().size()) {
        int width = model.input().width();
        int height = model.input().height();
        found.add(
            new RawBox(
                label,
                Math.min(1, score),
                sorted.boxes[4 * i + 1] * width,
                sorted.boxes[4 * i] * height,
                sorted.boxes[4 * i + 3] * width,
                sorted.boxes[4 * i + 2] * height,
                RawBox.NO_LANDMARKS));
      }
    }
    return found;
  }

  private record Sorted(float[] boxes, float[] labels, float[] scores, float[] counted) {
    static Sorted of(Outputs outputs) throws VisionException {
      int at = boxesAt(outputs);
      Tensor boxes = outputs.tensors().get(at);
      int rows = boxes.values().length / 4;
      List<Integer> lists = new ArrayList<>();
      float[] count = {rows};
      for (int i = 0; i < outputs.tensors().size(); i++) {
        Tensor tensor = outputs.tensors().get(i);
        if (i != at && tensor.values().length == rows) {
          lists.add(i);
        } else if (tensor.values().length == 1) {
          count = tensor.values();
        }
      }
      if (lists.size() != 2) {
        throw new VisionException(
            "expected outputs of boxes, labels, scores and their number, found "
                + outputs.described()
                + "; check decoding in the manifest");
      }
      boolean scoresFirst = lists.get(0) < at;
      float[] first = outputs.tensors().get(lists.get(0)).values();
      float[] second = outputs.tensors().get(lists.get(1)).values();
      return new Sorted(
          boxes.values(), scoresFirst ? second : first, scoresFirst ? first : second, count);
    }

    int count() {
      return Math.max(0, Math.min(labels.length, Math.round(counted[0])));
    }

    private static int boxesAt(Outputs outputs) throws VisionException {
      for (int i = 0; i < outputs.tensors().size(); i++) {
        int[] shape = outputs.tensors().get(i).bareShape();
        if (shape.length == 2 && shape[1] == 4) {
          return i;
        }
      }
      throw new VisionException(
          "expected an output of boxes [any, 4], found "
              + outputs.described()
              + "; check decoding in the manifest");
    }
  }
}
