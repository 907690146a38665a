package io.outpost.agent.testing.onvif;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Another host, which nobody has any business with. */
public final class UntouchedHost implements AutoCloseable {
  private static final String ADDRESS = "127.0.0.2";

  private final ServerSocketChannel listening;

  private UntouchedHost(ServerSocketChannel listening) {
    this.listening = listening;
  }

  public static UntouchedHost open() throws IOException {
    ServerSocketChannel listening = ServerSocketChannel.open();
    listening.bind(new InetSocketAddress(ADDRESS, 0));
    listening.configureBlocking(false);
    return new UntouchedHost(listening);
  }

  /** Host and port, as in a URL. */
  public String authority() {
    return ADDRESS + ":" + listening.socket().getLocalPort();
  }

  /** Whether somebody connected. */
  public boolean wasTouched() throws IOException {
    try (SocketChannel connection = listening.accept()) {
      return connection != null;
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
