package io.outpost.agent.vision.worker;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** All that a model gave for one input. */
record Outputs(List<Tensor> tensors) {
  Outputs {
    tensors = List.copyOf(tensors);
  }

  /**
   * The values of the only output of this shape; dimensions of one do not count.
   *
   * @param what it is, for the message
   * @throws VisionException when there is none, or more than one
   */
  float[] shaped(String what, int... shape) throws VisionException {
    List<Tensor> fitting =
        tensors.stream()
            .filter(tensor -> Arrays.equals(tensor.bareShape(), Tensor.bare(shape)))
            .toList();
    if (fitting.size() != 1) {
      throw misfit(what, shape);
    }
    return fitting.get(0).values();
  }

  /**
   * The values of an output by its name.
   *
   * @throws VisionException when there is none, or it has another shape
   */
  float[] named(String name, int... shape) throws VisionException {
    for (Tensor tensor : tensors) {
      if (tensor.name().equals(name) && Arrays.equals(tensor.bareShape(), Tensor.bare(shape))) {
        return tensor.values();
      }
    }
    throw misfit("output " + name, shape);
  }

  private VisionException misfit(String what, int... shape) {
    return new VisionException(
        "expected one %s of %s, found %s; check input, labels and decoding in the manifest"
            .formatted(what, Arrays.toString(shape), described()));
  }

  String described() {
    return tensors.stream().map(Tensor::described).collect(Collectors.joining(", "));
  }
}
