package io.outpost.agent.vision.worker;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_dnn.readNetFromONNX;

import io.outpost.agent.vision.model.ModelInput;
import io.outpost.agent.vision.model.ModelInput.Layout;
import io.outpost.agent.vision.wire.Numbers;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.StringVector;
import org.bytedeco.opencv.opencv_dnn.Net;

/**
 * A model in ONNX, by OpenCV's own networks. OpenCV is loaded with the first of them, which takes a
 * second and tens of megabytes: who has no such model pays nothing.
 */
final class OnnxNetwork implements Network {
  private static final int MAX_WORDS = 300;

  private final Net net;
  private final StringVector names;
  private final Mat input;
  private final Numbers numbers;

  /**
   * @throws VisionException when OpenCV cannot read it
   */
  OnnxNetwork(byte[] content, ModelInput shape) throws VisionException {
    setNumThreads(1); // Each of the worker's threads has a network of its own.
    net = read(content);
    numbers = OnnxNumbers.of(content);
    NativeObjects.opened();
    names = net.getUnconnectedOutLayersNames();
    int[] sizes =
        shape.layout() == Layout.NCHW
            ? new int[] {1, 3, shape.height(), shape.width()}
            : new int[] {1, shape.height(), shape.width(), 3};
    input = new Mat(sizes.length, sizes, CV_32F);
  }

  @Override
  public Outputs run(float[] numbers) throws VisionException {
    try (FloatPointer data = new FloatPointer(input.data());
        MatVector outputs = new MatVector()) {
      data.put(numbers, 0, numbers.length);
      net.setInput(input);
      net.forward(outputs, names);
      List<Tensor> tensors = new ArrayList<>();
      for (int i = 0; i < outputs.size(); i++) {
        try (Mat output = outputs.get(i)) {
          tensors.add(tensor(name(i), output));
        }
      }
      return new Outputs(tensors);
    } catch (RuntimeException e) { // OpenCV's exceptions arrive as that.
      throw new VisionException(
          "OpenCV cannot run the model with the manifest's input: " + words(e));
    }
  }

  @Override
  public Numbers numbers() {
    return numbers;
  }

  @Override
  public void close() {
    input.close();
    names.close();
    net.close();
    NativeObjects.closed();
  }

  /** It arrives with the zero at its end. */
  private String name(long index) {
    return names.get(index).getString().replace("\0", "");
  }

  private static Net read(byte[] content) throws VisionException {
    try (BytePointer copy = new BytePointer(content)) {
      Net read = readNetFromONNX(copy, content.length);
      if (read == null || read.isNull() || read.empty()) {
        throw new VisionException("OpenCV finds no network in the model");
      }
      return read;
    } catch (RuntimeException e) {
      throw new VisionException("no ONNX model that OpenCV can read: " + words(e));
    }
  }

  private static Tensor tensor(String name, Mat output) throws VisionException {
    if (output.depth() != CV_32F || !output.isContinuous()) {
      throw new VisionException("output " + name + " of the model is not of floats");
    }
    int[] shape = new int[output.dims()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = output.size(i);
    }
    float[] values = new float[(int) output.total()];
    try (FloatPointer data = new FloatPointer(output.data())) {
      data.get(values, 0, values.length);
    }
    return new Tensor(name, shape, values);
  }

  private static String words(RuntimeException failure) {
    String message = String.valueOf(failure.getMessage()).replaceAll("\\s+", " ").strip();
    return message.substring(0, Math.min(message.length(), MAX_WORDS));
  }
}
