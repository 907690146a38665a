package io.outpost.agent.vision.worker;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.outpost.agent.vision.wire.Numbers;
import java.io.IOException;

/**
 * How the weights of an ONNX model are stored: its initializers ({@code onnx.proto3}), of which the
 * types are read and all else is skipped. OpenCV does not tell: it turns halves into floats.
 */
final class OnnxNumbers {
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int TENSOR_TYPE = 2;

  // TensorProto.DataType
  private static final int FLOAT = 1;
  private static final int UINT8 = 2;
  private static final int INT8 = 3;
  private static final int FLOAT16 = 10;

  private final NumberShares shares = new NumberShares();

  private OnnxNumbers() {}

  /** Other than it can be said where it is no such model. */
  static Numbers of(byte[] content) {
    OnnxNumbers numbers = new OnnxNumbers();
    try {
      numbers.each(CodedInputStream.newInstance(content), MODEL_GRAPH, numbers::graph);
      return numbers.shares.most();
    } catch (IOException malformed) {
      return Numbers.NUMBERS_OTHER;
    }
  }

  private interface Part {
    void read(CodedInputStream in) throws IOException;
  }

  private void graph(CodedInputStream in) throws IOException {
    each(in, GRAPH_INITIALIZER, this::tensor);
  }

  /** The fields of a message, of which those of one number are messages in turn. */
  private void each(CodedInputStream in, int field, Part part) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      boolean message = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      if (WireFormat.getTagFieldNumber(tag) == field && message) {
        int outer = in.pushLimit(in.readRawVarint32());
        part.read(in);
        in.popLimit(outer);
      } else {
        in.skipField(tag);
      }
    }
  }

  private void tensor(CodedInputStream in) throws IOException {
    int bytes = in.getBytesUntilLimit();
    int type = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == WireFormat.WIRETYPE_VARINT + (TENSOR_TYPE << 3)) {
        type = in.readInt32();
      } else {
        in.skipField(tag);
      }
    }
    shares.add(kind(type), bytes);
  }

  private static Numbers kind(int type) {
    return switch (type) {
      case FLOAT -> Numbers.NUMBERS_FLOAT32;
      case FLOAT16 -> Numbers.NUMBERS_FLOAT16;
      case INT8, UINT8 -> Numbers.NUMBERS_INT8;
      default -> Numbers.NUMBERS_OTHER;
    };
  }
}
