package io.outpost.agent.vision.worker;

import java.util.Arrays;

/**
 * What a model gave, as numbers.
 *
 * @param name as the model calls it
 * @param values the last dimension varies fastest
 */
record Tensor(String name, int[] shape, float[] values) {
  /** Without dimensions of one, which exporters add and leave out as they like. */
  int[] bareShape() {
    return bare(shape);
  }

  static int[] bare(int... shape) {
    return Arrays.stream(shape).filter(size -> size != 1).toArray();
  }

  /** For messages: {@code output [1, 3549, 85]}. */
  String described() {
    return name + " " + Arrays.toString(shape);
  }
}
