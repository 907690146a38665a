package io.outpost.agent.vision.worker;

import java.nio.file.Path;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.TfLiteTensor;

/**
 * One TensorFlow Lite model, ready to run on one thread: floats in, floats out.
 *
 * <p>By the C++ interface: what the C interface creates runs without XNNPACK in this build of the
 * library, and takes ten times as long.
 */
final class TensorModel implements AutoCloseable {
  private final FlatBufferModel model;
  private final BuiltinOpResolver operators;
  private final Interpreter interpreter;

  TensorModel(Path file) throws VisionException {
    model = FlatBufferModel.BuildFromFile(file.toString());
    if (model == null || model.isNull()) {
      throw new VisionException(
          "no detector model in " + file + ", or a broken one; build the distribution again");
    }
    operators = new BuiltinOpResolver();
    interpreter = new Interpreter((Pointer) null);
    NativeObjects.opened();
    try (var builder = new InterpreterBuilder(model, operators)) {
      builder.SetNumThreads(1);
      if (builder.apply(interpreter) != 0
          || interpreter.isNull()
          || interpreter.AllocateTensors() != 0) {
        close();
        throw new VisionException("TensorFlow Lite cannot run " + file);
      }
    }
  }

  /** Puts the numbers into the input and computes. */
  void run(float[] input) throws VisionException {
    long expected = interpreter.input_tensor(0).bytes() / Float.BYTES;
    if (expected != input.length) {
      throw new VisionException(
          "the model takes " + expected + " numbers, expected " + input.length);
    }
    try (FloatPointer data = interpreter.typed_input_tensor_float(0)) {
      data.put(input, 0, input.length);
    }
    if (interpreter.Invoke() != 0) {
      throw new VisionException("TensorFlow Lite failed to run the model");
    }
  }

  /** Copies the output that has exactly as many numbers. */
  void read(float[] output) throws VisionException {
    int outputs = (int) interpreter.outputs().limit();
    for (int i = 0; i < outputs; i++) {
      TfLiteTensor tensor = interpreter.output_tensor(i);
      if (tensor.bytes() == (long) output.length * Float.BYTES) {
        try (FloatPointer data = interpreter.typed_output_tensor_float(i)) {
          data.get(output, 0, output.length);
        }
        return;
      }
    }
    throw new VisionException("the model has no output of " + output.length + " numbers");
  }

  @Override
  public void close() {
    interpreter.close();
    operators.close();
    model.close();
    NativeObjects.closed();
  }
}
