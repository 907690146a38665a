package io.outpost.agent.vision.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.outpost.agent.vision.model.DetectorModel;
import io.outpost.agent.vision.model.Manifests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each style of outputs, written by hand: nothing anywhere but in one place. */
class BoxDecoderTest {
  private static final double EXACT = 1e-4;

  /** Of 64 x 64 pixels with strides 8, 16 and 32. */
  private static final int YOLOX_PLACES = 8 * 8 + 4 * 4 + 2 * 2;

  @Test
  void yolox_onePlace_isOneBox() throws Exception {
    float[] values = new float[YOLOX_PLACES * 7];
    int place = 64 + 2 * 4 + 1; // Column 1, row 2 of the second grid.
    write(values, place * 7, 0.5f, 0.25f, log(2), log(1.5), 0.8f, 0.1f, 0.9f);

    List<RawBox> boxes = decode(Manifests.bodies("yolox", 64), tensor(values, 1, YOLOX_PLACES, 7));

    assertBox(one(boxes), 1, 0.72, 1.5 * 16, 2.25 * 16, 32, 24);
  }

  @Test
  void yolox_outputOfAnotherSize_saysWhatWasExpectedAndFound() {
    DetectorModel model = Manifests.bodies("yolox", 64);

    assertThatThrownBy(() -> decode(model, tensor(new float[84 * 85], 1, 84, 85)))
        .isInstanceOf(VisionException.class)
        .hasMessage(
            "expected one output of [84, 7], found output [1, 84, 85]; check input, labels and"
                + " decoding in the manifest");
  }

  @Test
  void yolox_numbersThatAreNone_areNoBoxes() throws Exception {
    float[] values = new float[YOLOX_PLACES * 7];
    Arrays.fill(values, Float.NaN);

    assertThat(decode(Manifests.bodies("yolox", 64), tensor(values, YOLOX_PLACES, 7))).isEmpty();
  }

  @Test
  void nanodet_onePlace_isOneBox() throws Exception {
    int places = 8 * 8 + 4 * 4 + 2 * 2 + 1;
    int row = 2 + 4 * 8;
    float[] values = new float[places * row];
    int at = (3 * 8 + 4) * row; // Column 4, row 3 of the first grid.
    write(values, at, 0.1f, 0.6f);
    for (int edge = 0; edge < 4; edge++) {
      values[at + 2 + edge * 8 + edge + 1] = 100; // Surely 1, 2, 3 and 4 strides away.
    }

    List<RawBox> boxes = decode(Manifests.bodies("nanodet", 64), tensor(values, 1, places, row));

    RawBox box = one(boxes);
    assertThat(box.label()).isEqualTo(1);
    assertThat(box.score()).isCloseTo(0.6, within(EXACT));
    assertThat(edges(box)).containsExactly(new double[] {24, 8, 56, 56}, within(EXACT));
  }

  /**
   * As NanoDet-Plus-m at 416 pixels: half of its coarsest grid's last places is beyond the input.
   */
  @Test
  void nanodet_gridsOverTheEdge_haveAllTheirPlaces() throws Exception {
    int places = 52 * 52 + 26 * 26 + 13 * 13 + 7 * 7;
    int row = 2 + 4 * 8;
    float[] values = new float[places * row];
    int at = (places - 1) * row;
    write(values, at, 0.1f, 0.6f);
    for (int edge = 0; edge < 4; edge++) {
      values[at + 2 + edge * 8 + 1] = 100; // Surely one stride away.
    }

    List<RawBox> boxes = decode(Manifests.bodies("nanodet", 416), tensor(values, 1, places, row));

    assertThat(edges(one(boxes))).containsExactly(new double[] {320, 320, 448, 448}, within(EXACT));
  }

  @Test
  void fastestdet_onePlace_isOneBox() throws Exception {
    int places = 4 * 4;
    float[] values = new float[7 * places];
    int place = 2 * 4 + 3; // Column 3, row 2.
    values[place] = 0.9f;
    values[places + place] = (float) Math.log(3) / 2; // Its hyperbolic tangent is a half.
    values[5 * places + place] = 0.2f;
    values[6 * places + place] = 0.8f;

    List<RawBox> boxes = decode(Manifests.bodies("fastestdet", 64), tensor(values, 1, 7, 4, 4));

    double score = Math.pow(0.9, 0.6) * Math.pow(0.8, 0.4);
    assertBox(one(boxes), 1, score, 3.5 * 16, 2 * 16, 32, 32);
  }

  @Test
  void ssd_oneAnchor_isItsBox() throws Exception {
    DetectorModel model = Manifests.bodies("ssd", 300);
    float[] coded = new float[SsdAnchors.COUNT * 4];
    float[] scores = new float[SsdAnchors.COUNT * 2];
    Arrays.fill(scores, -20);
    scores[1] = 3; // Of the first anchor, the second label; the first one is the background.
    scores[2] = 30;

    List<RawBox> boxes =
        decode(
            model, tensor(coded, 1, SsdAnchors.COUNT, 4), tensor(scores, 1, SsdAnchors.COUNT, 2));

    double middle = 300 * 0.5 / 19;
    assertBox(one(boxes), 1, BoxDecoder.sigmoid(3), middle, middle, 30, 30);
  }

  @Test
  void ssdBoxes_inEitherOrder_isTheSame() throws Exception {
    DetectorModel model = Manifests.bodies("ssd-boxes", 100);
    Tensor boxes = tensor(new float[] {0.1f, 0.2f, 0.5f, 0.4f, 0, 0, 1, 1}, 1, 2, 4);
    Tensor labels = tensor(new float[] {1, 0}, 1, 2);
    Tensor scores = tensor(new float[] {0.75f, 0.9f}, 1, 2);
    Tensor count = tensor(new float[] {1}, 1);

    for (List<RawBox> found :
        List.of(
            decode(model, boxes, labels, scores, count),
            decode(model, scores, boxes, count, labels))) {
      RawBox box = one(found);
      assertThat(box.label()).isEqualTo(1);
      assertThat(box.score()).isCloseTo(0.75, within(EXACT));
      assertThat(edges(box)).containsExactly(new double[] {20, 10, 40, 50}, within(EXACT));
    }
  }

  @Test
  void yunet_onePlace_isOneFaceWithItsLandmarks() throws Exception {
    List<Tensor> tensors = new ArrayList<>();
    for (int stride : new int[] {8, 16, 32}) {
      int places = (64 / stride) * (64 / stride);
      for (String name : List.of("cls", "obj", "bbox", "kps")) {
        int width = name.equals("bbox") ? 4 : name.equals("kps") ? 10 : 1;
        float[] values = new float[places * width];
        if (stride == 16) {
          int at = (4 + 2) * width; // Column 2, row 1.
          write(
              values,
              at,
              switch (name) {
                case "cls" -> new float[] {1};
                case "obj" -> new float[] {0.81f};
                case "bbox" -> new float[] {0.5f, 0.5f, log(1), log(2)};
                default -> new float[] {0, 0, 1, 0, 0.5f, 0.5f, 0, 1, 1, 1};
              });
        }
        tensors.add(new Tensor(name + "_" + stride, new int[] {1, places, width}, values));
      }
    }

    RawBox face = one(BoxDecoder.of(Manifests.faces("yunet", 64)).decode(new Outputs(tensors)));

    assertBox(face, 0, 0.9, 2.5 * 16, 1.5 * 16, 16, 32);
    assertThat(face.landmarks())
        .containsExactly(new double[] {32, 16, 48, 16, 40, 24, 32, 32, 48, 32}, within(EXACT));
  }

  @Test
  void blazeface_onePlace_isOneFaceWithItsLandmarks() throws Exception {
    int places = 16 * 16;
    float[] boxes = new float[places * 16];
    float[] scores = new float[places];
    Arrays.fill(scores, -20);
    int place = 16 + 2; // Column 2, row 1 of places of 4 pixels.
    scores[place] = 2;
    write(boxes, place * 16, 1, -1, 8, 12, -2, -2, 2, -2, 0, 0, 0, 3, -4, 0, 4, 0);

    RawBox face =
        one(
            decode(
                Manifests.faces("blazeface", 64),
                tensor(boxes, 1, places, 16),
                tensor(scores, 1, places, 1)));

    assertBox(face, 0, BoxDecoder.sigmoid(2), 11, 5, 8, 12);
    assertThat(Arrays.copyOf(face.landmarks(), 4))
        .containsExactly(new double[] {8, 4, 12, 4}, within(EXACT));
  }

  private static List<RawBox> decode(DetectorModel model, Tensor... tensors)
      throws VisionException {
    return BoxDecoder.of(model).decode(new Outputs(List.of(tensors)));
  }

  private static Tensor tensor(float[] values, int... shape) {
    return new Tensor("output", shape, values);
  }

  private static void write(float[] into, int at, float... values) {
    System.arraycopy(values, 0, into, at, values.length);
  }

  private static float log(double value) {
    return (float) Math.log(value);
  }

  private static RawBox one(List<RawBox> boxes) {
    assertThat(boxes).hasSize(1);
    return boxes.get(0);
  }

  private static void assertBox(RawBox box, int label, double score, double... middleAndSize) {
    assertThat(box.label()).isEqualTo(label);
    assertThat(box.score()).isCloseTo(score, within(EXACT));
    assertThat(
            new double[] {
              (box.left() + box.right()) / 2,
              (box.top() + box.bottom()) / 2,
              box.right() - box.left(),
              box.bottom() - box.top()
            })
        .containsExactly(middleAndSize, within(EXACT));
  }

  private static double[] edges(RawBox box) {
    return new double[] {box.left(), box.top(), box.right(), box.bottom()};
  }
}
