package io.outpost.agent.vision.worker;

import com.google.protobuf.ByteString;
import io.outpost.agent.vision.wire.Codec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The decoders of one vision thread that are not in use. Key pictures need nothing of what came
 * before, so all quiet cameras of one kind share a decoder; one that is looked at closely takes its
 * own from here and gives it back when it is quiet again. A decoder that has seen pictures of the
 * same size has its memory already.
 */
final class DecoderPool implements AutoCloseable {
  /** Each holds some ten megabytes; those that were not wanted for longest are closed. */
  static final int MAX_SPARE = 3;

  /** Pictures that one decoder suits. */
  record Kind(Codec codec, PictureSize size) {}

  private record Spare(Kind kind, Decoder decoder) {}

  private final CodedBytes bytes = new CodedBytes();
  private final Deque<Spare> spare = new ArrayDeque<>();

  /** The bytes of a coded picture, until the next one is asked for. */
  CodedBytes bytes(ByteString data) {
    return bytes.with(data);
  }

  /** A decoder that waits for a key picture. */
  Decoder take(Kind kind) throws VisionException {
    for (Iterator<Spare> latestFirst = spare.descendingIterator(); latestFirst.hasNext(); ) {
      Spare one = latestFirst.next();
      if (one.kind.equals(kind)) {
        latestFirst.remove();
        return one.decoder;
      }
    }
    return new Decoder(kind.codec());
  }

  /** Takes it back, whatever state it is in. */
  void give(Kind kind, Decoder decoder) {
    decoder.forgetStream();
    spare.addLast(new Spare(kind, decoder));
    if (spare.size() > MAX_SPARE) {
      spare.removeFirst().decoder.close();
    }
  }

  @Override
  public void close() {
    spare.forEach(one -> one.decoder.close());
    spare.clear();
  }
}
