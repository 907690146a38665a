package io.outpost.agent.vision.worker;

import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteFloat32;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteInt32;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteInt64;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteInt8;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteUInt8;

import io.outpost.agent.vision.model.ModelInput;
import io.outpost.agent.vision.model.ModelInput.Layout;
import io.outpost.agent.vision.wire.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.TfLiteIntArray;
import org.bytedeco.tensorflowlite.TfLiteTensor;

/** A model in TensorFlow Lite: floats, or bytes where it was quantised. */
final class TfLiteNetwork implements Network {
  private final TensorModel model;
  private final Interpreter interpreter;

  /**
   * @throws VisionException when it is no such model, or takes something else than the manifest
   *     says
   */
  TfLiteNetwork(byte[] content, ModelInput input) throws VisionException {
    model = TensorModel.of(content);
    interpreter = model.interpreter();
    try {
      checkInput(input);
    } catch (VisionException e) {
      model.close();
      throw e;
    }
  }

  @Override
  public Outputs run(float[] input) throws VisionException {
    write(interpreter.input_tensor(0), input);
    if (interpreter.Invoke() != 0) {
      throw new VisionException("TensorFlow Lite failed to run the model");
    }
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < interpreter.outputs().limit(); i++) {
      tensors.add(read(interpreter.output_tensor(i)));
    }
    return new Outputs(tensors);
  }

  @Override
  public Numbers numbers() {
    return model.numbers();
  }

  @Override
  public void close() {
    model.close();
  }

  private void checkInput(ModelInput input) throws VisionException {
    int[] expected =
        input.layout() == Layout.NCHW
            ? new int[] {1, 3, input.height(), input.width()}
            : new int[] {1, input.height(), input.width(), 3};
    long inputs = interpreter.inputs().limit();
    int[] found = inputs == 1 ? shape(interpreter.input_tensor(0)) : new int[0];
    if (!Arrays.equals(found, expected)) {
      throw new VisionException(
          "the model takes %s, expected one input of %s; check input in the manifest"
              .formatted(
                  inputs == 1 ? Arrays.toString(found) : inputs + " inputs",
                  Arrays.toString(expected)));
    }
  }

  private static void write(TfLiteTensor tensor, float[] input) throws VisionException {
    int type = tensor.type();
    if (type == kTfLiteFloat32 && tensor.bytes() == (long) input.length * Float.BYTES) {
      try (FloatPointer data = tensor.data().f()) {
        data.put(input, 0, input.length);
      }
      return;
    }
    if (!isBytes(type) || tensor.bytes() != input.length) {
      throw new VisionException(
          "the model's input is of type %d and %d bytes, expected floats or bytes for %d numbers"
              .formatted(type, tensor.bytes(), input.length));
    }
    Quantisation quantisation = quantisation(tensor);
    byte[] bytes = new byte[input.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = quantisation.toByte(input[i]);
    }
    try (BytePointer data = tensor.data().raw()) {
      data.put(bytes, 0, bytes.length);
    }
  }

  private static Tensor read(TfLiteTensor tensor) throws VisionException {
    int type = tensor.type();
    try (BytePointer name = tensor.name()) {
      String called = name == null || name.isNull() ? "output" : name.getString();
      return new Tensor(called, shape(tensor), values(tensor, type));
    }
  }

  private static float[] values(TfLiteTensor tensor, int type) throws VisionException {
    if (type == kTfLiteFloat32) {
      float[] values = new float[(int) (tensor.bytes() / Float.BYTES)];
      try (FloatPointer data = tensor.data().f()) {
        data.get(values, 0, values.length);
      }
      return values;
    }
    if (isBytes(type)) {
      return bytes(tensor);
    }
    if (type == kTfLiteInt32 || type == kTfLiteInt64) {
      return integers(tensor, type == kTfLiteInt64);
    }
    throw new VisionException(
        "an output of the model is of type " + type + ", expected floats, integers or bytes");
  }

  private static float[] bytes(TfLiteTensor tensor) {
    byte[] stored = new byte[(int) tensor.bytes()];
    try (BytePointer data = tensor.data().raw()) {
      data.get(stored, 0, stored.length);
    }
    Quantisation quantisation = quantisation(tensor);
    float[] values = new float[stored.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = quantisation.toNumber(stored[i]);
    }
    return values;
  }

  private static float[] integers(TfLiteTensor tensor, boolean wide) {
    int count = (int) (tensor.bytes() / (wide ? Long.BYTES : Integer.BYTES));
    float[] values = new float[count];
    try (IntPointer narrow = tensor.data().i32();
        LongPointer all = tensor.data().i64()) {
      for (int i = 0; i < count; i++) {
        values[i] = wide ? all.get(i) : narrow.get(i);
      }
    }
    return values;
  }

  private static Quantisation quantisation(TfLiteTensor tensor) {
    return Quantisation.of(
        tensor.params().scale(), tensor.params().zero_point(), tensor.type() == kTfLiteInt8);
  }

  private static boolean isBytes(int type) {
    return type == kTfLiteInt8 || type == kTfLiteUInt8;
  }

  private static int[] shape(TfLiteTensor tensor) {
    TfLiteIntArray dims = tensor.dims();
    int[] shape = new int[dims.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = dims.data(i);
    }
    return shape;
  }
}
