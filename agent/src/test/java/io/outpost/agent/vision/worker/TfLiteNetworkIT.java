package io.outpost.agent.vision.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.outpost.agent.vision.model.Manifests;
import io.outpost.agent.vision.model.ModelInput;
import io.outpost.agent.vision.wire.Numbers;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TensorFlow Lite with models of one operator, written here byte by byte. */
class TfLiteNetworkIT {
  private static final int SIDE = 32;
  private static final ModelInput INPUT = Manifests.faces("yunet", SIDE).input();

  /** {@code TensorType} of the TensorFlow Lite schema. */
  private static final int INT8 = 9;

  private static final int UINT8 = 3;
  private static final int FLOAT32 = 0;

  /** {@code BuiltinOperator_RELU}: what is negative becomes zero. */
  private static final int RELU = 19;

  @ParameterizedTest
  @ValueSource(ints = {INT8, UINT8, FLOAT32})
  void run_numbersOrBytes_computesTheSame(int type) throws Exception {
    float[] input = new float[INPUT.size()];
    for (int i = 0; i < input.length; i++) {
      input[i] = i % 200 / 4f - 25; // -25 to 24.75
    }
    try (Network network = new TfLiteNetwork(relu(type, SIDE), INPUT)) {
      Tensor output = network.run(input).tensors().get(0);

      assertThat(network.numbers())
          .isEqualTo(type == FLOAT32 ? Numbers.NUMBERS_FLOAT32 : Numbers.NUMBERS_INT8);
      assertThat(output.name()).isEqualTo("positive");
      assertThat(output.shape()).containsExactly(1, SIDE, SIDE, 3);
      double step = type == FLOAT32 ? 1e-6 : 0.13 + 0.07; // Half of both steps.
      for (int i = 0; i < input.length; i++) {
        assertThat(output.values()[i]).isCloseTo(Math.max(0, input[i]), within((float) step));
      }
    }
  }

  @Test
  void open_modelOfAnotherInput_saysWhatItTakes() {
    assertThatThrownBy(() -> new TfLiteNetwork(relu(INT8, 2 * SIDE), INPUT))
        .isInstanceOf(VisionException.class)
        .hasMessage(
            "the model takes [1, 64, 64, 3], expected one input of [1, 32, 32, 3]; check input in"
                + " the manifest");
  }

  @Test
  void open_anyByteChanged_neverEndsTheProcess() {
    byte[] model = relu(INT8, SIDE);
    long before = NativeObjects.open();
    for (int i = 0; i < model.length; i++) {
      byte[] broken = model.clone();
      broken[i] ^= (byte) 0x55;
      open(broken);
    }
    for (int length = 0; length < model.length; length += 7) {
      open(Arrays.copyOf(model, length));
    }
    assertThat(NativeObjects.open()).isEqualTo(before);
  }

  private static void open(byte[] content) {
    try (Network network = new TfLiteNetwork(content, INPUT)) {
      assertThat(network).isNotNull();
    } catch (VisionException refused) {
      assertThat(refused).hasMessageNotContaining("null");
    }
  }

  /**
   * The fields are those of {@code schema.fbs} of TensorFlow Lite, version 3, in its order.
   *
   * @param type of input and output; bytes are quantised to steps of 0.25 and 0.125
   */
  private static byte[] relu(int type, int side) {
    FlatFile file = new FlatFile("TFL3");
    int model = file.table(5);
    file.set(model, 0, 3);
    int codes = file.tables(1);
    file.refer(model, 1, codes);
    int code = file.table(4);
    file.entry(codes, 0, code);
    file.set(code, 0, RELU);
    file.omit(code, 1);
    file.set(code, 2, 1);
    file.set(code, 3, RELU);
    int graphs = file.tables(1);
    file.refer(model, 2, graphs);
    int graph = file.table(4);
    file.entry(graphs, 0, graph);
    int tensors = file.tables(2);
    file.refer(graph, 0, tensors);
    boolean signed = type == INT8;
    file.entry(tensors, 0, tensor(file, "any", type, side, 0.25f, signed ? -3 : 125));
    file.entry(tensors, 1, tensor(file, "positive", type, side, 0.125f, signed ? -128 : 0));
    file.refer(graph, 1, file.ints(0));
    file.refer(graph, 2, file.ints(1));
    int operators = file.tables(1);
    file.refer(graph, 3, operators);
    int operator = file.table(3);
    file.entry(operators, 0, operator);
    file.refer(operator, 1, file.ints(0));
    file.refer(operator, 2, file.ints(1));
    file.refer(model, 3, file.string("one operator"));
    int buffers = file.tables(1);
    file.refer(model, 4, buffers);
    file.entry(buffers, 0, file.table(0));
    return file.finish(model);
  }

  private static int tensor(
      FlatFile file, String name, int type, int side, float scale, long zero) {
    int tensor = file.table(5);
    file.refer(tensor, 0, file.ints(1, side, side, 3));
    file.set(tensor, 1, type);
    file.refer(tensor, 3, file.string(name));
    if (type == FLOAT32) {
      file.omit(tensor, 4);
      return tensor;
    }
    int quantisation = file.table(4);
    file.refer(tensor, 4, quantisation);
    file.omit(quantisation, 0);
    file.omit(quantisation, 1);
    file.refer(quantisation, 2, file.floats(scale));
    file.refer(quantisation, 3, file.longs(zero));
    return tensor;
  }
}
