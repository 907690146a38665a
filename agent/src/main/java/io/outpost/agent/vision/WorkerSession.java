package io.outpost.agent.vision;

import com.google.protobuf.InvalidProtocolBufferException;
import io.outpost.agent.vision.wire.Hello;
import io.outpost.agent.vision.wire.Request;
import io.outpost.agent.vision.wire.Response;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One connection to a worker, from its Hello on. For the link's thread. */
final class WorkerSession implements AutoCloseable {
  private static final int POLL_MILLIS = 20;
  private static final int EXCHANGE_MILLIS = 500;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Selector selector;
  private final Connection connection;
  private int maxMessageBytes = Limits.MAX_MESSAGE_BYTES;

  private WorkerSession(SocketChannel channel, Selector selector) throws IOException {
    this.channel = channel;
    this.selector = selector;
    this.key = channel.register(selector, SelectionKey.OP_READ);
    this.connection = new Connection(channel);
  }

  /** Whether to go on trying. */
  interface Patience {
    boolean lasts();
  }

  /** Starts the worker, connects to it, and hears its Hello. */
  static WorkerSession open(WorkerEndpoint endpoint, Selector selector, Patience patience)
      throws IOException {
    endpoint.start();
    SocketChannel channel = endpoint.connect();
    while (channel == null) {
      wait(selector, patience, "it does not listen");
      channel = endpoint.connect();
    }
    try {
      var session = new WorkerSession(channel, selector);
      session.hear(patience);
      return session;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  int maxMessageBytes() {
    return maxMessageBytes;
  }

  void send(Request request) {
    connection.enqueue(request);
  }

  /** Waits a while for something to happen, then writes and reads what there is. */
  void exchange(Ledger ledger) throws IOException {
    connection.flush();
    key.interestOps(
        connection.hasOutgoing()
            ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
            : SelectionKey.OP_READ);
    selector.select(EXCHANGE_MILLIS);
    selector.selectedKeys().clear();
    if (!key.isReadable()) {
      return;
    }
    connection.fill();
    for (byte[] message = connection.next(); message != null; message = connection.next()) {
      ledger.answer(response(message));
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    selector.selectNow();
  }

  private void hear(Patience patience) throws IOException {
    byte @Nullable [] message = null;
    while (message == null) {
      wait(selector, patience, "it says nothing");
      connection.fill();
      message = connection.next();
    }
    Hello hello = hello(message);
    if (hello.getVersion() != Limits.VERSION) {
      throw new IOException(
          "the vision worker speaks version "
              + hello.getVersion()
              + ", expected "
              + Limits.VERSION
              + "; run agent and worker of the same release");
    }
    maxMessageBytes = Math.min(hello.getMaxMessageBytes(), Limits.MAX_MESSAGE_BYTES);
  }

  private static void wait(Selector selector, Patience patience, String what) throws IOException {
    selector.select(POLL_MILLIS);
    selector.selectedKeys().clear();
    if (!patience.lasts()) {
      throw new IOException("gave up waiting for the vision worker: " + what);
    }
  }

  private static Hello hello(byte[] message) throws IOException {
    try {
      return Hello.parseFrom(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IOException("what listens there is not a vision worker", e);
    }
  }

  private static Response response(byte[] message) throws IOException {
    try {
      return Response.parseFrom(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IOException("the vision worker sent what is not a response", e);
    }
  }
}
