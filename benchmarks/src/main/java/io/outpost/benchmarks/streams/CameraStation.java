package io.outpost.benchmarks.streams;

import io.outpost.benchmarks.Clip;
import io.outpost.protocols.rtsp.PortPair;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A station of cameras in a process of its own: everybody who connects gets a camera of their own,
 * whose pictures come at their own times and not with those of the others. Plain NIO on one thread,
 * which sleeps until the next picture is due: a timer of the JDK's selectors would bunch pictures
 * to the millisecond.
 *
 * <p>Arguments: port (0 for any), number of loopback addresses to listen on (127.77.0.1 and up,
 * none: 127.0.0.1), H.264 files. Of files, {@code -ENDING=FILE} is what cameras show at paths with
 * that ending ({@code -main=yard.h264}), any other is shown at all other paths. Commands: {@code
 * teardown PATH}, {@code jump PATH}, {@code clip PATH INDEX}, {@code loss PATH PERCENT}, and {@code
 * peak}, which answers how many were connecting at one time at the most since it was last asked,
 * and how many play.
 */
public final class CameraStation {
  static final int PICTURE_NANOS = 1_000_000_000 / Clip.PICTURES_PER_SECOND;

  /** How often requests are looked for: a camera takes longer to think about one. */
  private static final long LISTEN_NANOS = 5_000_000;

  private static final int MAX_HOSTS = 250;

  private final Selector selector = Selector.open();
  private final List<ServerSocketChannel> listening = new ArrayList<>();
  private final List<WireClip> clips = new ArrayList<>();
  private final Map<String, WireClip> byEnding = new HashMap<>();
  private final List<SimulatedCamera> cameras = new ArrayList<>();
  private final PriorityQueue<SimulatedCamera> due =
      new PriorityQueue<>((a, b) -> Long.signum(a.dueNanos() - b.dueNanos()));
  private final BlockingQueue<String> commands = new LinkedBlockingQueue<>();
  private final DatagramChannel rtp = DatagramChannel.open();
  private final DatagramChannel rtcp = DatagramChannel.open();
  private final Random random = new Random(1);
  private final ByteBuffer scratch;
  private int accepted;
  private int peakConnecting;

  private CameraStation(int port, int hosts, List<String> files) throws IOException {
    for (String file : files) {
      add(file);
    }
    scratch =
        ByteBuffer.allocateDirect(
            Stream.concat(clips.stream(), byEnding.values().stream())
                .mapToInt(WireClip::largestBytes)
                .max()
                .orElseThrow());
    listen(InetAddress.getLoopbackAddress(), port);
    for (int host = 1; host <= Math.min(hosts, MAX_HOSTS); host++) {
      listen(InetAddress.getByAddress(new byte[] {127, 77, 0, (byte) host}), port());
    }
    rtp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    rtcp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    rtcp.configureBlocking(false);
  }

  private void add(String file) throws IOException {
    int behindEnding = file.startsWith("-") ? file.indexOf('=') + 1 : 0;
    WireClip clip =
        new WireClip(Clip.split(Files.readAllBytes(Path.of(file.substring(behindEnding)))));
    if (behindEnding > 0) {
      byEnding.put(file.substring(0, behindEnding - 1), clip);
    } else {
      clips.add(clip);
    }
  }

  private void listen(InetAddress host, int port) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    server.bind(new InetSocketAddress(host, port), 512);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
    listening.add(server);
  }

  private int port() throws IOException {
    return ((InetSocketAddress) listening.get(0).getLocalAddress()).getPort();
  }

  public static void main(String[] arguments) throws IOException {
    List<String> files = List.of(arguments).subList(2, arguments.length);
    CameraStation station =
        new CameraStation(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), files);
    Thread reader = new Thread(station::readCommands, "commands");
    reader.setDaemon(true);
    reader.start();
    System.out.println("READY " + station.port());
    station.run();
  }

  private void readCommands() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        commands.add(line);
      }
    } catch (IOException e) {
      // As at its end: whoever started this is gone.
    }
    System.exit(0);
  }

  private void run() throws IOException {
    long listenAt = System.nanoTime();
    while (true) {
      long now = System.nanoTime();
      if (now - listenAt >= 0) {
        listenAt = now + LISTEN_NANOS;
        selector.selectNow(this::onReady);
        for (String command = commands.poll(); command != null; command = commands.poll()) {
          System.out.println(obey(command));
        }
      }
      for (SimulatedCamera next = due.peek();
          next != null && next.dueNanos() - now <= 0;
          next = due.peek()) {
        due.poll();
        if (next.sendPicture(scratch)) {
          due.add(next);
        }
      }
      long until = due.isEmpty() ? listenAt : Math.min(listenAt, due.peek().dueNanos());
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }

  private void onReady(SelectionKey key) {
    try {
      if (key.channel() instanceof ServerSocketChannel server) {
        for (SocketChannel made = server.accept(); made != null; made = server.accept()) {
          accept(made);
        }
      } else {
        ((SimulatedCamera) key.attachment()).onReadable();
      }
    } catch (IOException e) {
      key.cancel(); // the client is gone; what it was told is its own business
    }
  }

  private void accept(SocketChannel made) throws IOException {
    made.configureBlocking(false);
    made.setOption(StandardSocketOptions.TCP_NODELAY, true);
    SimulatedCamera camera = new SimulatedCamera(made, this, accepted++);
    cameras.add(camera);
    made.register(selector, SelectionKey.OP_READ, camera);
    peakConnecting = Math.max(peakConnecting, connecting());
  }

  /** Who plays that path. */
  private List<SimulatedCamera> at(String path) {
    return cameras.stream().filter(camera -> camera.plays(path)).toList();
  }

  private int connecting() {
    return (int) cameras.stream().filter(camera -> !camera.playing()).count();
  }

  private String obey(String command) throws IOException {
    String[] words = command.split(" ", -1);
    switch (words[0]) {
      case "teardown" -> at(words[1]).forEach(SimulatedCamera::tearDown);
      case "jump" -> at(words[1]).forEach(SimulatedCamera::jump);
      case "clip" -> {
        WireClip other = clips.get(Integer.parseInt(words[2]));
        at(words[1]).forEach(camera -> camera.show(other));
      }
      case "loss" -> {
        int percent = Integer.parseInt(words[2]);
        at(words[1]).forEach(camera -> camera.lose(percent));
      }
      case "peak" -> {
        int peak = peakConnecting;
        peakConnecting = connecting();
        return "OK " + peak + " " + (cameras.size() - connecting());
      }
      default -> throw new IOException("unknown command " + command);
    }
    return "OK";
  }

  /** What a camera shows at that path until it is told otherwise. */
  WireClip clip(String path) {
    return byEnding.entrySet().stream()
        .filter(one -> path.endsWith(one.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(clips.get(0));
  }

  void started(SimulatedCamera camera) {
    due.add(camera);
  }

  void gone(SimulatedCamera camera) {
    cameras.remove(camera);
    due.remove(camera);
  }

  PortPair ports() throws IOException {
    return new PortPair(
        ((InetSocketAddress) rtp.getLocalAddress()).getPort(),
        ((InetSocketAddress) rtcp.getLocalAddress()).getPort());
  }

  /** Sends one RTP packet, or loses it. */
  void sendDatagram(ByteBuffer packet, InetSocketAddress to, int lossPercent) throws IOException {
    if (random.nextInt(100) >= lossPercent) {
      rtp.send(packet, to);
    }
  }
}
