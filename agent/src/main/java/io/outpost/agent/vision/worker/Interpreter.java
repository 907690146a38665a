package io.outpost.agent.vision.worker;

import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterAllocateTensors;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterCreate;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterDelete;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterGetInputTensor;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterGetOutputTensor;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterGetOutputTensorCount;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterInvoke;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterOptionsCreate;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterOptionsDelete;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterOptionsSetNumThreads;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteModelCreateFromFile;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteModelDelete;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorByteSize;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorData;

import java.nio.file.Path;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.tensorflowlite.TfLiteInterpreter;
import org.bytedeco.tensorflowlite.TfLiteInterpreterOptions;
import org.bytedeco.tensorflowlite.TfLiteModel;
import org.bytedeco.tensorflowlite.TfLiteTensor;

/** One TensorFlow Lite model, ready to run on one thread: floats in, floats out. */
final class Interpreter implements AutoCloseable {
  private final TfLiteModel model;
  private final TfLiteInterpreter interpreter;

  Interpreter(Path file) throws VisionException {
    model = TfLiteModelCreateFromFile(file.toString());
    if (model == null || model.isNull()) {
      throw new VisionException(
          "no detector model in " + file + ", or a broken one; build the distribution again");
    }
    TfLiteInterpreterOptions options = TfLiteInterpreterOptionsCreate();
    TfLiteInterpreterOptionsSetNumThreads(options, 1);
    interpreter = TfLiteInterpreterCreate(model, options);
    TfLiteInterpreterOptionsDelete(options);
    NativeObjects.opened();
    if (TfLiteInterpreterAllocateTensors(interpreter) != 0) {
      close();
      throw new VisionException("TensorFlow Lite cannot run " + file);
    }
  }

  /** Puts the numbers into the input and computes. */
  void run(float[] input) throws VisionException {
    TfLiteTensor tensor = TfLiteInterpreterGetInputTensor(interpreter, 0);
    long expected = TfLiteTensorByteSize(tensor) / Float.BYTES;
    if (expected != input.length) {
      throw new VisionException(
          "the model takes " + expected + " numbers, expected " + input.length);
    }
    try (var data = new FloatPointer(TfLiteTensorData(tensor))) {
      data.put(input, 0, input.length);
    }
    if (TfLiteInterpreterInvoke(interpreter) != 0) {
      throw new VisionException("TensorFlow Lite failed to run the model");
    }
  }

  /** Copies the output that has exactly as many numbers. */
  void read(float[] output) throws VisionException {
    for (int i = 0; i < TfLiteInterpreterGetOutputTensorCount(interpreter); i++) {
      TfLiteTensor tensor = TfLiteInterpreterGetOutputTensor(interpreter, i);
      if (TfLiteTensorByteSize(tensor) == (long) output.length * Float.BYTES) {
        try (var data = new FloatPointer(TfLiteTensorData(tensor))) {
          data.get(output, 0, output.length);
        }
        return;
      }
    }
    throw new VisionException("the model has no output of " + output.length + " numbers");
  }

  @Override
  public void close() {
    TfLiteInterpreterDelete(interpreter);
    TfLiteModelDelete(model);
    NativeObjects.closed();
  }
}
