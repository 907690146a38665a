package io.outpost.agent.demo.device;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.onvif.DiscoveryDialect;
import io.outpost.protocols.onvif.SoapEnvelope;
import io.outpost.protocols.xml.XmlElement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Answers the probes that come by an interface, for any number of devices: each from its own
 * address and in the dialect that was asked (WS-Discovery 5.3). A device on a loopback address
 * answers this machine alone.
 *
 * <p>They answer all at once, where real ones spread their answers over half a second: what a
 * client loses, it loses here.
 */
public final class DiscoveryResponder implements AutoCloseable {
  private static final int MAX_DATAGRAM_BYTES = 65_507;

  private final DatagramChannel listening;
  private final List<Device> devices = new ArrayList<>();
  private final Thread thread;

  private record Device(Announced announced, DatagramChannel socket) {
    boolean isForThisMachine() {
      return socket.socket().getLocalAddress().isLoopbackAddress();
    }
  }

  private DiscoveryResponder(NetworkInterface by, List<Announced> all) throws IOException {
    listening = DatagramChannel.open(StandardProtocolFamily.INET);
    listening.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    listening.bind(new InetSocketAddress(DiscoveryDialect.PORT));
    listening.join(InetAddress.getByName(DiscoveryDialect.MULTICAST_ADDRESS), by);
    for (Announced announced : all) {
      DatagramChannel socket = DatagramChannel.open(StandardProtocolFamily.INET);
      devices.add(new Device(announced, socket));
      socket.bind(new InetSocketAddress(announced.address(), 0));
    }
    thread = new Thread(this::serve, "discovery-responder");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Starts to answer.
   *
   * @throws IOException when the port of WS-Discovery cannot be shared, or there is no such address
   */
  public static DiscoveryResponder open(NetworkInterface by, List<Announced> devices)
      throws IOException {
    return new DiscoveryResponder(by, devices);
  }

  private void serve() {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_DATAGRAM_BYTES);
    while (listening.isOpen()) {
      try {
        buffer.clear();
        if (listening.receive(buffer) instanceof InetSocketAddress from) {
          byte[] datagram = new byte[buffer.flip().remaining()];
          buffer.get(datagram);
          answer(SoapEnvelope.read(datagram), from);
        }
      } catch (ProtocolException garbage) {
        // not for us
      } catch (IOException lost) {
        // one answer, as datagrams get lost; or this was closed, and the loop ends
      }
    }
  }

  private void answer(SoapEnvelope question, InetSocketAddress to) throws IOException {
    Optional<DiscoveryDialect> dialect = dialect(question);
    Optional<String> id = question.headerBlock("MessageID").map(XmlElement::text);
    if (dialect.isEmpty() || id.isEmpty()) {
      return;
    }
    for (Device device : devices) {
      if (device.isForThisMachine() && !to.getAddress().isLoopbackAddress()) {
        continue;
      }
      byte[] match = match(dialect.get(), device.announced(), id.get());
      device.socket().send(ByteBuffer.wrap(match), to);
    }
  }

  private static Optional<DiscoveryDialect> dialect(SoapEnvelope question) {
    Optional<XmlElement> probe = question.body().filter(element -> element.name().equals("Probe"));
    for (DiscoveryDialect dialect : DiscoveryDialect.values()) {
      if (probe.filter(p -> p.namespace().equals(dialect.namespace())).isPresent()) {
        return Optional.of(dialect);
      }
    }
    return Optional.empty();
  }

  /** The answer of a device to a probe. */
  public static byte[] match(DiscoveryDialect dialect, Announced device, String probe) {
    return SoapEnvelope.write(
        header ->
            header
                .open("a:Action")
                .namespace("a", dialect.addressing())
                .text(dialect.namespace() + "/ProbeMatches")
                .close()
                .open("a:MessageID")
                .namespace("a", dialect.addressing())
                .text("urn:uuid:" + UUID.randomUUID())
                .close()
                .open("a:RelatesTo")
                .namespace("a", dialect.addressing())
                .text(probe)
                .close(),
        body ->
            body.open("d:ProbeMatches")
                .namespace("d", dialect.namespace())
                .namespace("a", dialect.addressing())
                .namespace("dn", "http://www.onvif.org/ver10/network/wsdl")
                .open("d:ProbeMatch")
                .open("a:EndpointReference")
                .leaf("a:Address", device.endpoint())
                .close()
                .leaf("d:Types", "dn:NetworkVideoTransmitter")
                .leaf("d:Scopes", String.join(" ", device.scopes()))
                .leaf("d:XAddrs", device.serviceUris())
                .leaf("d:MetadataVersion", "1")
                .close()
                .close());
  }

  @Override
  public void close() throws IOException {
    listening.close();
    thread.interrupt();
    for (Device device : devices) {
      device.socket().close();
    }
  }
}
