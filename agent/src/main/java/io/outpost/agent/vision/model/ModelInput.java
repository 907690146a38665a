package io.outpost.agent.vision.model;

import java.util.List;

/**
 * What a model takes: a picture of three colours, each value {@code (pixel - mean) / divide} of a
 * pixel from 0 to 255.
 *
 * @param width pixels
 * @param height pixels
 * @param mean of each colour, in the order of {@code colours}
 * @param divide the same
 * @param fill value from 0 to 255 of what lies beside a picture that does not fill the input
 */
public record ModelInput(
    int width,
    int height,
    Layout layout,
    Colours colours,
    List<Double> mean,
    List<Double> divide,
    Resize resize,
    int fill) {
  public ModelInput {
    mean = List.copyOf(mean);
    divide = List.copyOf(divide);
  }

  /** In which order the numbers of a picture follow each other. */
  public enum Layout {
    /** All of one colour after all of the one before. */
    NCHW,
    /** Pixel by pixel. */
    NHWC;

    /** As it stands in manifests. */
    public String label() {
      return Label.of(this);
    }
  }

  /** Which colour comes first. */
  public enum Colours {
    RGB,
    BGR
  }

  /** How a part of a picture becomes an input of another shape. */
  public enum Resize {
    /** Width and height each by a factor of its own. */
    STRETCH,
    /** Both by the same, to the left and upper edge; what is left over is filled. */
    LETTERBOX
  }

  /** Numbers in it. */
  public int size() {
    return 3 * width * height;
  }
}
