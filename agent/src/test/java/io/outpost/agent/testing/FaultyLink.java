package io.outpost.agent.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A network between a client and a server on loopback, which can be made to fail. */
public final class FaultyLink implements AutoCloseable {
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private final ServerSocket listening;
  private final int serverPort;
  private final List<Socket> clients = new CopyOnWriteArrayList<>();
  private final List<Socket> servers = new CopyOnWriteArrayList<>();
  private boolean frozen;
  private long lastPassedNanos;

  private FaultyLink(int serverPort) throws IOException {
    this.serverPort = serverPort;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    spawn("accept", this::accept);
  }

  public static FaultyLink to(int serverPort) throws IOException {
    return new FaultyLink(serverPort);
  }

  public int port() {
    return listening.getLocalPort();
  }

  private static void spawn(String name, Runnable task) {
    Thread thread = new Thread(task, "faulty-link-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        clients.add(client);
        servers.add(server);
        spawn("up", () -> pump(client, server));
        spawn("down", () -> pump(server, client));
      } catch (IOException e) {
        // The server or the test is gone.
      }
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] bytes = new byte[8_192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        awaitThaw();
        write(to, bytes, count);
        passed();
      }
    } catch (IOException e) {
      // Cut.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(Socket to, byte[] bytes, int count) throws IOException {
    OutputStream out = to.getOutputStream();
    synchronized (to) {
      out.write(bytes, 0, count);
    }
  }

  private synchronized void awaitThaw() throws InterruptedException {
    while (frozen) {
      wait();
    }
  }

  private synchronized void passed() {
    lastPassedNanos = System.nanoTime();
  }

  /** Waits until nothing has been on its way for a while. */
  public synchronized void awaitQuiet() throws InterruptedException {
    long left = QUIET_NANOS;
    while (left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = lastPassedNanos + QUIET_NANOS - System.nanoTime();
    }
  }

  /** A black hole: nothing gets through, and nobody is told. */
  public synchronized void freeze() {
    frozen = true;
  }

  public synchronized void thaw() {
    frozen = false;
    notifyAll();
  }

  /** Resets every connection, wherever it is in a frame. */
  public void reset() throws IOException {
    for (Socket socket : clients) {
      socket.setSoLinger(true, 0);
      socket.close();
    }
    clients.clear();
  }

  /** Sends bytes to every client as if they came from the server; one that hangs up gets none. */
  public void inject(byte[] bytes) {
    clients.removeIf(client -> !takes(client, bytes));
  }

  private static boolean takes(Socket client, byte[] bytes) {
    try {
      write(client, bytes, bytes.length);
      return true;
    } catch (IOException hungUp) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    thaw();
    listening.close();
    for (Socket socket : clients) {
      socket.close();
    }
    for (Socket socket : servers) {
      socket.close();
    }
  }
}
