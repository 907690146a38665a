package io.outpost.agent.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A network between a client and a server on loopback, which can be made to fail. */
public final class FaultyLink implements AutoCloseable {
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long TRICKLE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final ServerSocket listening;
  private final int serverPort;
  private final List<Socket> clients = new CopyOnWriteArrayList<>();
  private final List<Socket> servers = new CopyOnWriteArrayList<>();
  private final Set<Socket> forgotten = ConcurrentHashMap.newKeySet();
  private boolean frozen;
  private boolean trickling;
  private boolean closed;
  private ScriptedServer.@Nullable Script impostor;
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
        ScriptedServer.Script instead = impostor();
        if (instead != null) {
          spawn("impostor", () -> serve(client, instead));
          continue;
        }
        Socket server = connect(client);
        clients.add(client);
        servers.add(server);
        spawn("up", () -> pump(client, server));
        spawn("down", () -> pump(server, client));
      } catch (IOException e) {
        // The server or the test is gone.
      }
    }
  }

  /** A server that is not there hangs up. */
  private Socket connect(Socket client) throws IOException {
    try {
      return new Socket(InetAddress.getLoopbackAddress(), serverPort);
    } catch (IOException refused) {
      client.close();
      throw refused;
    }
  }

  private static void serve(Socket client, ScriptedServer.Script script) {
    try (client) {
      script.run(client);
    } catch (IOException e) {
      // The client left.
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] bytes = new byte[8_192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      int count = in.read(bytes);
      for (; count >= 0; count = in.read(bytes)) {
        awaitThaw(from, to);
        pass(to, bytes, count);
        passed();
      }
      awaitThaw(from, to); // an end does not get through either
    } catch (IOException e) {
      // Cut.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List<Socket> gone = List.of(from, to);
    clients.removeAll(gone);
    servers.removeAll(gone);
  }

  /** At once, or a byte at a time for as long as the link trickles. */
  private void pass(Socket to, byte[] bytes, int count) throws IOException, InterruptedException {
    int at = 0;
    for (; at < count && awaitTrickle(); at++) {
      write(to, new byte[] {bytes[at]}, 1);
    }
    write(to, Arrays.copyOfRange(bytes, at, count), count - at);
  }

  private synchronized boolean awaitTrickle() throws InterruptedException {
    long deadline = System.nanoTime() + TRICKLE_NANOS;
    long left = TRICKLE_NANOS;
    while (trickling && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = deadline - System.nanoTime();
    }
    return trickling;
  }

  private static void write(Socket to, byte[] bytes, int count) throws IOException {
    OutputStream out = to.getOutputStream();
    synchronized (to) {
      out.write(bytes, 0, count);
    }
  }

  private synchronized void awaitThaw(Socket from, Socket to) throws InterruptedException {
    while (!closed && (frozen || forgotten.contains(from) || forgotten.contains(to))) {
      wait();
    }
  }

  private synchronized ScriptedServer.@Nullable Script impostor() {
    return impostor;
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

  /**
   * Leaves every connection half open, as after a restart that told nobody: what is sent on it, its
   * end too, goes nowhere. New ones work.
   */
  public void forget() {
    forgotten.addAll(clients);
    clients.clear();
  }

  /** Lets one byte through every now and then; {@code false} for all that comes. */
  public synchronized void trickle(boolean on) {
    trickling = on;
    notifyAll();
  }

  /** Somebody else answers new connections in the server's place; {@code null} for the server. */
  public synchronized void impersonate(ScriptedServer.@Nullable Script script) {
    impostor = script;
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
    synchronized (this) {
      closed = true;
      frozen = false;
      trickling = false;
      notifyAll();
    }
    listening.close();
    for (Socket socket : forgotten) {
      socket.close();
    }
    for (Socket socket : clients) {
      socket.close();
    }
    for (Socket socket : servers) {
      socket.close();
    }
  }
}
