package io.outpost.agent.vision;

import com.google.protobuf.MessageLite;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Messages over a non-blocking socket: each behind its size in bytes, four bytes, big-endian. */
final class Connection {
  private static final int READ_BYTES = 256 << 10;

  private final SocketChannel channel;
  private final Deque<ByteBuffer> outgoing = new ArrayDeque<>();
  private ByteBuffer incoming = ByteBuffer.allocate(READ_BYTES);

  Connection(SocketChannel channel) {
    this.channel = channel;
  }

  void enqueue(MessageLite message) {
    byte[] body = message.toByteArray();
    outgoing.add(ByteBuffer.allocate(4).putInt(body.length).flip());
    outgoing.add(ByteBuffer.wrap(body));
  }

  boolean hasOutgoing() {
    return !outgoing.isEmpty();
  }

  /** Writes what the socket takes. */
  void flush() throws IOException {
    while (!outgoing.isEmpty()) {
      ByteBuffer first = outgoing.getFirst();
      channel.write(first);
      if (first.hasRemaining()) {
        return;
      }
      outgoing.removeFirst();
    }
  }

  /** Reads what the socket has. */
  void fill() throws IOException {
    int read = channel.read(incoming);
    if (read < 0) {
      throw new EOFException("the vision worker closed the connection");
    }
  }

  /** The next whole message; null when more has to be read for it. */
  byte @Nullable [] next() throws IOException {
    incoming.flip();
    try {
      if (incoming.remaining() < 4) {
        return null;
      }
      int size = incoming.getInt(incoming.position());
      if (size < 0 || size > Limits.MAX_MESSAGE_BYTES) {
        throw new IOException(
            "message of "
                + size
                + " bytes from the vision worker, expected at most "
                + Limits.MAX_MESSAGE_BYTES);
      }
      if (incoming.remaining() < 4 + size) {
        makeRoom(4 + size);
        return null;
      }
      incoming.position(incoming.position() + 4);
      byte[] message = new byte[size];
      incoming.get(message);
      return message;
    } finally {
      incoming.compact();
    }
  }

  private void makeRoom(int bytes) {
    if (incoming.capacity() < bytes) {
      incoming = ByteBuffer.allocate(bytes + READ_BYTES).put(incoming).flip();
    }
  }
}
