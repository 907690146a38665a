package io.outpost.agent.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A TCP server on loopback that does as it is told, one connection after the other. */
public final class ScriptedServer implements AutoCloseable {
  /** What to do with a connection; it is closed afterwards. */
  @FunctionalInterface
  public interface Script {
    void run(Socket connection) throws IOException;
  }

  private final ServerSocket listening;
  private final Thread thread;

  private ScriptedServer(Script script) throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread = new Thread(() -> serve(script), "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  public static ScriptedServer running(Script script) throws IOException {
    return new ScriptedServer(script);
  }

  /** Says one thing and then swallows all it hears. */
  public static ScriptedServer greeting(String text) throws IOException {
    return running(
        connection -> {
          connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
          InputStream in = connection.getInputStream();
          while (in.read() >= 0) {
            // not interested
          }
        });
  }

  private void serve(Script script) {
    while (!listening.isClosed()) {
      try (Socket connection = listening.accept()) {
        script.run(connection);
      } catch (IOException e) {
        // The client left, or the test is over.
      }
    }
  }

  public int port() {
    return listening.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    thread.interrupt();
  }
}
