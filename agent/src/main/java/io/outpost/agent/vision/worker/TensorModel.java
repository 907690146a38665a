package io.outpost.agent.vision.worker;

import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteFloat16;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteFloat32;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteInt8;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteMmapRo;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteUInt8;

import io.outpost.agent.vision.wire.Numbers;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.TfLiteTensor;
import org.jspecify.annotations.Nullable;

/**
 * One TensorFlow Lite model, ready to run on one thread: floats in, floats out.
 *
 * <p>By the C++ interface: what the C interface creates runs without XNNPACK in this build of the
 * library, and takes ten times as long.
 */
final class TensorModel implements AutoCloseable {
  /** Of a model that was not read from a file. */
  private final @Nullable BytePointer content;

  private final FlatBufferModel model;
  private final BuiltinOpResolver operators;
  private final Interpreter interpreter;

  /** A model of our own. */
  TensorModel(Path file) throws VisionException {
    this(
        FlatBufferModel.BuildFromFile(file.toString()),
        null,
        file + "; build the distribution again");
  }

  /** Somebody else's model: that it is well formed is checked first. */
  static TensorModel of(byte[] content) throws VisionException {
    BytePointer copy = new BytePointer(content);
    return new TensorModel(
        FlatBufferModel.VerifyAndBuildFromBuffer(copy, content.length, null, null),
        copy,
        "what was installed");
  }

  private TensorModel(@Nullable FlatBufferModel built, @Nullable BytePointer content, String what)
      throws VisionException {
    if (built == null || built.isNull()) {
      if (content != null) {
        content.close();
      }
      throw new VisionException("no TensorFlow Lite model, or a broken one, in " + what);
    }
    this.content = content;
    model = built;
    operators = new BuiltinOpResolver();
    interpreter = new Interpreter((Pointer) null);
    NativeObjects.opened();
    try (var builder = new InterpreterBuilder(model, operators)) {
      builder.SetNumThreads(1);
      if (builder.apply(interpreter) != 0
          || interpreter.isNull()
          || interpreter.AllocateTensors() != 0) {
        close();
        throw new VisionException(
            "TensorFlow Lite cannot run the model: an operator that it lacks, or shapes that do not"
                + " fit");
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

  /** How its weights are stored; where it has none, as what it takes is. */
  Numbers numbers() {
    NumberShares shares = new NumberShares();
    for (int i = 0; i < interpreter.tensors_size(); i++) {
      TfLiteTensor tensor = interpreter.tensor(i);
      if (tensor.allocation_type() == kTfLiteMmapRo) {
        shares.add(numbers(tensor.type()), tensor.bytes());
      }
    }
    return shares.isEmpty() ? numbers(interpreter.input_tensor(0).type()) : shares.most();
  }

  private static Numbers numbers(int type) {
    if (type == kTfLiteFloat32) {
      return Numbers.NUMBERS_FLOAT32;
    }
    if (type == kTfLiteFloat16) {
      return Numbers.NUMBERS_FLOAT16;
    }
    return type == kTfLiteInt8 || type == kTfLiteUInt8
        ? Numbers.NUMBERS_INT8
        : Numbers.NUMBERS_OTHER;
  }

  /** For what is not floats. */
  Interpreter interpreter() {
    return interpreter;
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
    if (content != null) {
      content.close();
    }
    NativeObjects.closed();
  }
}
