package io.outpost.agent.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between a client and an RTSP server on loopback. It puts its own datagram ports in place
 * of the client's, so that what the server sends over UDP passes through it, and loses some of it.
 */
public final class RtspRelay implements AutoCloseable {
  private static final Pattern CLIENT_PORTS = Pattern.compile("client_port=(\\d+)-(\\d+)");
  private static final int LARGEST_DATAGRAM = 65_535;

  /** Enough for every answer up to that to PLAY. */
  private static final int TRICKLED_BYTES = 1_500;

  private final ServerSocket listening;
  private final int serverPort;
  private final boolean trickling;
  private final DatagramSocket rtp;
  private final DatagramSocket rtcp;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger lost = new AtomicInteger();
  private volatile int clientRtpPort;

  private RtspRelay(int serverPort, int loseEvery, boolean trickling) throws IOException {
    this.serverPort = serverPort;
    this.trickling = trickling;
    InetAddress loopback = InetAddress.getLoopbackAddress();
    this.listening = new ServerSocket(0, 50, loopback);
    this.rtp = new DatagramSocket(0, loopback);
    this.rtcp = new DatagramSocket(0, loopback);
    spawn("accept", this::accept);
    spawn("rtp", () -> forward(rtp, 0, loseEvery));
    spawn("rtcp", () -> forward(rtcp, 1, loseEvery == 1 ? 1 : 0));
  }

  /**
   * Loses datagrams.
   *
   * @param every one of so many RTP packets; with 1 nothing gets through, reports neither
   */
  public static RtspRelay losing(int every, int serverPort) throws IOException {
    return new RtspRelay(serverPort, every, false);
  }

  /** Hands the server's answers over byte by byte, each in a segment of its own. */
  public static RtspRelay trickling(int serverPort) throws IOException {
    return new RtspRelay(serverPort, 0, true);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** RTP packets lost so far. */
  public int lost() {
    return lost.get();
  }

  private static void spawn(String name, Runnable task) {
    Thread thread = new Thread(task, "rtsp-relay-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        client.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(server);
        spawn("up", () -> up(client, server));
        spawn("down", () -> down(server, client));
      } catch (IOException e) {
        // The server or the test is gone.
      }
    }
  }

  /** A request comes in one read: it is short, and its writer sends it at once. */
  private void up(Socket client, Socket server) {
    byte[] bytes = new byte[8_192];
    try (client;
        server) {
      InputStream in = client.getInputStream();
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        String text = new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
        Matcher ports = CLIENT_PORTS.matcher(text);
        if (ports.find()) {
          clientRtpPort = Integer.parseInt(ports.group(1));
          text =
              ports.replaceFirst("client_port=" + rtp.getLocalPort() + "-" + rtcp.getLocalPort());
        }
        server.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      // Cut.
    }
  }

  private void down(Socket server, Socket client) {
    byte[] bytes = new byte[8_192];
    int trickled = 0;
    try (client;
        server) {
      InputStream in = server.getInputStream();
      OutputStream out = client.getOutputStream();
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        int single = trickling ? Math.min(count, TRICKLED_BYTES - trickled) : 0;
        for (int i = 0; i < single; i++) {
          out.write(bytes[i]);
        }
        trickled += single;
        out.write(bytes, single, count - single);
      }
    } catch (IOException e) {
      // Cut.
    }
  }

  private void forward(DatagramSocket through, int portOffset, int losing) {
    byte[] bytes = new byte[LARGEST_DATAGRAM];
    try {
      for (int number = 1; ; number++) {
        DatagramPacket datagram = new DatagramPacket(bytes, bytes.length);
        through.receive(datagram);
        if (losing > 0 && number % losing == 0) {
          lost.incrementAndGet();
          continue;
        }
        datagram.setAddress(InetAddress.getLoopbackAddress());
        datagram.setPort(clientRtpPort + portOffset);
        through.send(datagram);
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    rtp.close();
    rtcp.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
