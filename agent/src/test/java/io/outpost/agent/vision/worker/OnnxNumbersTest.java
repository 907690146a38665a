package io.outpost.agent.vision.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.outpost.agent.vision.wire.Numbers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ONNX models say of their weights, in models that are nothing but that. */
class OnnxNumbersTest {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  @ParameterizedTest
  @CsvSource({"1, NUMBERS_FLOAT32", "2, NUMBERS_INT8", "3, NUMBERS_INT8", "10, NUMBERS_FLOAT16"})
  void of_mostOfTheWeights_decides(int type, Numbers expected) throws IOException {
    byte[] model = model(tensor(INT64, 16), tensor(type, 5000), tensor(FLOAT, 100));

    assertThat(OnnxNumbers.of(model)).isEqualTo(expected);
  }

  @Test
  void of_noWeights_isNone() throws IOException {
    assertThat(OnnxNumbers.of(model())).isEqualTo(Numbers.NUMBERS_OTHER);
  }

  @Test
  void of_whatIsNoModel_neverFails() throws IOException {
    byte[] model = model(tensor(FLOAT, 300));
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      byte[] broken = model.clone();
      broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      assertThat(OnnxNumbers.of(broken)).isNotNull();
    }
  }

  private static byte[] model(byte[]... tensors) throws IOException {
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    CodedOutputStream graphOut = CodedOutputStream.newInstance(graph);
    graphOut.writeString(2, "a graph");
    for (byte[] tensor : tensors) {
      graphOut.writeByteArray(5, tensor);
    }
    graphOut.flush();
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(model);
    out.writeInt64(1, 8);
    out.writeByteArray(7, graph.toByteArray());
    out.flush();
    return model.toByteArray();
  }

  private static byte[] tensor(int type, int bytes) throws IOException {
    ByteArrayOutputStream tensor = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(tensor);
    out.writeInt64(1, bytes);
    out.writeInt32(2, type);
    out.writeString(8, "weights");
    out.writeBytes(9, ByteString.copyFrom(new byte[bytes]));
    out.flush();
    return tensor.toByteArray();
  }
}
