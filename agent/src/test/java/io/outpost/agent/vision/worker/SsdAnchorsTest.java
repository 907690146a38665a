package io.outpost.agent.vision.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SsdAnchorsTest {
  private final SsdAnchors anchors = new SsdAnchors();

  @Test
  void decode_zeros_givesTheAnchorItself() {
    double[] first = anchors.decode(0, new float[4 * SsdAnchors.COUNT]);
    double[] last = anchors.decode(SsdAnchors.COUNT - 1, new float[4 * SsdAnchors.COUNT]);

    // The first of 19 x 19 places, a tenth of the picture wide; the last is all but the whole.
    assertThat(first[2] - first[0]).isCloseTo(0.1, within(1e-9));
    assertThat((first[0] + first[2]) / 2).isCloseTo(0.5 / 19, within(1e-9));
    assertThat((last[0] + last[2]) / 2).isCloseTo(0.5, within(1e-9));
    assertThat(last[3] - last[1]).isCloseTo(Math.sqrt(0.95), within(1e-9));
  }

  @Test
  void decode_offsets_moveAndScaleTheAnchor() {
    float[] boxes = new float[4 * SsdAnchors.COUNT];
    boxes[0] = 10;
    boxes[3] = (float) (5 * Math.log(2));

    double[] edges = anchors.decode(0, boxes);

    assertThat((edges[1] + edges[3]) / 2).isCloseTo(0.5 / 19 + 0.1, within(1e-6));
    assertThat(edges[2] - edges[0]).isCloseTo(0.2, within(1e-6));
  }
}
