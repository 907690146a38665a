package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.model.DetectorModel;
import java.util.List;

/** Reads what models of one style give. */
interface BoxDecoder {
  /**
   * Boxes with at least the manifest's score. Many may be of one thing.
   *
   * @throws VisionException when the outputs are not of this style and the manifest's sizes
   */
  List<RawBox> decode(Outputs outputs) throws VisionException;

  /** For the manifest's style. */
  static BoxDecoder of(DetectorModel model) {
    return switch (model.decoding().style()) {
      case BLAZEFACE -> new BlazeFaceDecoder(model);
      case YUNET -> new YuNetDecoder(model);
      case SSD -> new SsdDecoder(model);
      case SSD_BOXES -> new SsdBoxesDecoder(model);
      case YOLOX -> new YoloxDecoder(model);
      case NANODET -> new NanoDetDecoder(model);
      case FASTESTDET -> new FastestDetDecoder(model);
    };
  }

  static double sigmoid(double value) {
    return 1 / (1 + Math.exp(-value));
  }

  /** Where the largest of some numbers is, from a place on. */
  static int largest(float[] values, int from, int count) {
    int best = from;
    for (int i = from + 1; i < from + count; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best - from;
  }
}
