package io.outpost.agent.vision;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A worker that somebody else runs, such as a systemd unit of its own. */
record ServiceWorker(Path socket) implements WorkerEndpoint {
  @Override
  public String name() {
    return socket.toString();
  }

  @Override
  public void start() {}

  @Override
  public SocketChannel connect() throws IOException {
    try {
      return open(socket);
    } catch (IOException e) {
      throw new IOException(
          "no vision worker listens on "
              + socket
              + " ("
              + e.getMessage()
              + "); is its service running?",
          e);
    }
  }

  @Override
  public void stop() {}

  static SocketChannel open(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
