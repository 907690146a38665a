package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.model.DetectorModel;
import java.util.ArrayList;
import java.util.List;

/**
 * YuNet ("YuNet: A Tiny Millisecond-level Face Detector", Wu et al.): for each grid four outputs,
 * named by its stride. A row of each for each place: how sure it is of a face, and of anything; the
 * box's middle from the place's corner and the logarithm of its size, in strides; five landmarks:
 * the subject's right eye, left eye, nose, right and left corner of the mouth.
 */
final class YuNetDecoder implements BoxDecoder {
  static final int LANDMARKS = 5;

  private final DetectorModel model;

  YuNetDecoder(DetectorModel model) {
    this.model = model;
  }

  @Override
  public List<RawBox> decode(Outputs outputs) throws VisionException {
    List<RawBox> faces = new ArrayList<>();
    for (int stride : model.decoding().strides()) {
      int columns = model.input().width() / stride;
      int places = columns * (model.input().height() / stride);
      Grid grid =
          new Grid(
              stride,
              columns,
              outputs.named("cls_" + stride, places, 1),
              outputs.named("obj_" + stride, places, 1),
              outputs.named("bbox_" + stride, places, 4),
              outputs.named("kps_" + stride, places, 2 * LANDMARKS));
      for (int place = 0; place < places; place++) {
        if (grid.score(place) >= model.minScore()) {
          faces.add(grid.face(place));
        }
      }
    }
    return faces;
  }

  private record Grid(
      int stride, int columns, float[] face, float[] anything, float[] boxes, float[] points) {
    double score(int place) {
      return Math.sqrt(limited(face[place]) * limited(anything[place]));
    }

    RawBox face(int place) {
      int x = place % columns;
      int y = Math.floorDiv(place, columns);
      int at = 4 * place;
      double[] landmarks = new double[2 * LANDMARKS];
      for (int i = 0; i < LANDMARKS; i++) {
        int point = 2 * (LANDMARKS * place + i);
        landmarks[2 * i] = (x + points[point]) * stride;
        landmarks[2 * i + 1] = (y + points[point + 1]) * stride;
      }
      return RawBox.centred(
              0,
              score(place),
              new double[] {
                (x + boxes[at]) * stride,
                (y + boxes[at + 1]) * stride,
                Math.exp(boxes[at + 2]) * stride,
                Math.exp(boxes[at + 3]) * stride
              })
          .with(landmarks);
    }

    private static double limited(float value) {
      return Math.max(0, Math.min(1, value));
    }
  }
}
