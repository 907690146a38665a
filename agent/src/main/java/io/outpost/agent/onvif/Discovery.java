package io.outpost.agent.onvif;

import io.outpost.agent.time.TimeSource;
import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.onvif.Announcement;
import io.outpost.protocols.onvif.DiscoveryDialect;
import io.outpost.protocols.onvif.DiscoveryMessage;
import io.outpost.protocols.onvif.DiscoveryMessage.Kind;
import io.outpost.protocols.onvif.Probe;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Asks by multicast which devices are there (WS-Discovery 1.1 section 5; ONVIF Core, device
 * discovery): on each interface, in both dialects, and more than once, since datagrams get lost.
 * Taking answers in goes before reading them: a switch full of cameras answers within half a
 * second, and a socket's buffer holds no more than some of that.
 *
 * <p>For one thread.
 */
public final class Discovery {
  /** Cameras spread their answers over half a second (WS-Discovery, APP_MAX_DELAY). */
  private static final List<Duration> PROBES =
      List.of(Duration.ZERO, Duration.ofMillis(400), Duration.ofMillis(1200));

  private static final Duration WINDOW = Duration.ofMillis(3200);
  private static final int UNICAST_ATTEMPTS = 3;
  private static final Duration UNICAST_PATIENCE = Duration.ofMillis(600);
  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;
  private static final int MAX_DATAGRAM_BYTES = 65_507;

  /** Of a hostile network no more is kept. */
  private static final int MAX_ANSWERS = 20_000;

  private static final int MAX_ANSWER_BYTES = 64 << 20;

  private final TimeSource time;
  private final Deque<Answer> unread = new ArrayDeque<>();
  private final Map<String, DiscoveredDevice> devices = new LinkedHashMap<>();
  private final Set<String> questions = new HashSet<>();
  private int answers;
  private int answerBytes;

  /** A datagram that came, and by which interface. */
  private record Answer(byte[] datagram, String sender, String networkInterface) {}

  private Discovery(TimeSource time) {
    this.time = time;
  }

  /**
   * Asks, and waits some three seconds for answers.
   *
   * @param name of the only interface to ask on; empty for all that are up and can multicast
   * @return each device once, by address
   * @throws IOException when there is no such interface, or none that can be used
   */
  public static List<DiscoveredDevice> run(Optional<String> name, TimeSource time)
      throws IOException, InterruptedException {
    Discovery discovery = new Discovery(time);
    try (Selector selector = Selector.open()) {
      List<DatagramChannel> channels = new ArrayList<>();
      try {
        for (NetworkInterface one : interfaces(name)) {
          channels.add(discovery.open(one, selector));
        }
        discovery.listen(selector, channels);
      } finally {
        for (DatagramChannel channel : channels) {
          channel.close();
        }
      }
    }
    return discovery.devices();
  }

  /**
   * Asks one host, which tells the endpoint reference of a camera whose address is known. Waits no
   * longer than it takes.
   *
   * @throws IOException when the host is unknown or nothing can be sent to it
   */
  public static Optional<DiscoveredDevice> at(String host, TimeSource time)
      throws IOException, InterruptedException {
    Discovery discovery = new Discovery(time);
    InetAddress address = InetAddress.getByName(host);
    try (Selector selector = Selector.open();
        DatagramChannel channel = DatagramChannel.open()) {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      return discovery.first(selector, channel, address);
    }
  }

  /** Not by a connected socket: cameras answer from other ports than the one they are asked at. */
  private Optional<DiscoveredDevice> first(
      Selector selector, DatagramChannel channel, InetAddress host)
      throws IOException, InterruptedException {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_DATAGRAM_BYTES);
    for (int attempt = 0; attempt < UNICAST_ATTEMPTS; attempt++) {
      for (DiscoveryDialect dialect : DiscoveryDialect.values()) {
        byte[] probe = question(dialect, Probe.Target.NETWORK_VIDEO_TRANSMITTER);
        channel.send(ByteBuffer.wrap(probe), new InetSocketAddress(host, DiscoveryDialect.PORT));
      }
      long deadline = time.nanos() + UNICAST_PATIENCE.toNanos();
      for (long left = UNICAST_PATIENCE.toNanos(); left > 0; left = deadline - time.nanos()) {
        selector.select(Math.max(1, left / 1_000_000));
        if (Thread.interrupted()) {
          throw new InterruptedException("discovery was interrupted");
        }
        selector.selectedKeys().clear();
        receive(channel, "", buffer);
        Optional<DiscoveredDevice> found =
            devices().stream()
                .filter(device -> device.address().equals(host.getHostAddress()))
                .findFirst();
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private byte[] question(DiscoveryDialect dialect, Probe.Target target) {
    String question = "urn:uuid:" + UUID.randomUUID();
    questions.add(question);
    return new Probe(dialect, target, question).toBytes();
  }

  private static Collection<NetworkInterface> interfaces(Optional<String> name) throws IOException {
    List<NetworkInterface> usable = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      if (!one.isUp() || address(one).isEmpty()) {
        continue;
      }
      if (one.supportsMulticast()) {
        names.add(one.getName());
      }
      // The loopback can, but does not say so: it is asked when it is named.
      boolean named = name.filter(one.getName()::equals).isPresent();
      if (one.supportsMulticast() ? named || name.isEmpty() : named && one.isLoopback()) {
        usable.add(one);
      }
    }
    if (usable.isEmpty()) {
      throw new IOException(
          name.map(wanted -> "no interface '" + wanted + "' that is up and can multicast")
                  .orElse("no interface that is up and can multicast")
              + "; those that are: "
              + (names.isEmpty() ? "none" : String.join(", ", names)));
    }
    return usable;
  }

  private static Optional<InetAddress> address(NetworkInterface one) {
    return Collections.list(one.getInetAddresses()).stream()
        .filter(Inet4Address.class::isInstance)
        .findFirst();
  }

  private DatagramChannel open(NetworkInterface one, Selector selector) throws IOException {
    DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    try {
      channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, one);
      channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
      channel.bind(new InetSocketAddress(address(one).orElseThrow(), 0));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, one.getName());
      return channel;
    } catch (IOException failed) {
      channel.close();
      throw new IOException("interface " + one.getName() + ": " + failed.getMessage(), failed);
    }
  }

  private void listen(Selector selector, List<DatagramChannel> channels)
      throws IOException, InterruptedException {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_DATAGRAM_BYTES);
    long start = time.nanos();
    int sent = 0;
    while (true) {
      Duration passed = Duration.ofNanos(time.nanos() - start);
      if (passed.compareTo(WINDOW) >= 0) {
        return;
      }
      if (sent < PROBES.size() && passed.compareTo(PROBES.get(sent)) >= 0) {
        sent++;
        for (DatagramChannel channel : channels) {
          probe(channel);
        }
      }
      Duration next = sent < PROBES.size() ? PROBES.get(sent) : WINDOW;
      if (unread.isEmpty()) {
        selector.select(Math.max(1, next.minus(passed).toMillis()));
      } else if (selector.selectNow() == 0) {
        read(unread.remove());
      }
      if (Thread.interrupted()) {
        throw new InterruptedException("discovery was interrupted");
      }
      for (SelectionKey key : selector.selectedKeys()) {
        receive((DatagramChannel) key.channel(), String.valueOf(key.attachment()), buffer);
      }
      selector.selectedKeys().clear();
    }
  }

  private void probe(DatagramChannel channel) throws IOException {
    InetSocketAddress group =
        new InetSocketAddress(DiscoveryDialect.MULTICAST_ADDRESS, DiscoveryDialect.PORT);
    for (DiscoveryDialect dialect : DiscoveryDialect.values()) {
      for (Probe.Target target : Probe.Target.values()) {
        channel.send(ByteBuffer.wrap(question(dialect, target)), group);
      }
    }
  }

  private void receive(DatagramChannel channel, String networkInterface, ByteBuffer buffer)
      throws IOException {
    while (answers < MAX_ANSWERS && answerBytes < MAX_ANSWER_BYTES) {
      buffer.clear();
      if (!(channel.receive(buffer) instanceof InetSocketAddress sender)) {
        return;
      }
      byte[] datagram = new byte[buffer.flip().remaining()];
      buffer.get(datagram);
      answerBytes += datagram.length;
      answers++;
      unread.add(new Answer(datagram, sender.getAddress().getHostAddress(), networkInterface));
    }
  }

  private List<DiscoveredDevice> devices() {
    while (!unread.isEmpty()) {
      read(unread.remove());
    }
    List<DiscoveredDevice> byAddress = new ArrayList<>(devices.values());
    byAddress.sort((one, other) -> Addresses.compare(one.address(), other.address()));
    return byAddress;
  }

  private void read(Answer answer) {
    for (Announcement announcement : announcements(answer)) {
      announcement
          .reachableAddress(answer.sender())
          .flatMap(Discovery::uri)
          .ifPresent(
              service ->
                  devices.putIfAbsent(
                      announcement.key(),
                      new DiscoveredDevice(
                          announcement.endpoint(),
                          service,
                          answer.sender(),
                          answer.networkInterface(),
                          announcement)));
    }
  }

  /** Of answers to our questions; what others ask and what is no answer at all is passed over. */
  private List<Announcement> announcements(Answer answer) {
    try {
      DiscoveryMessage message = DiscoveryMessage.read(answer.datagram());
      boolean ours =
          message.kind() == Kind.PROBE_MATCHES
              && message.relatesTo().filter(id -> !questions.contains(id)).isEmpty();
      return ours ? message.announcements() : List.of();
    } catch (ProtocolException unreadable) {
      return List.of();
    }
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(URI.create(text));
    } catch (IllegalArgumentException unusable) {
      return Optional.empty();
    }
  }
}
