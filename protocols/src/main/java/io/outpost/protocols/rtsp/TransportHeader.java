package io.outpost.protocols.rtsp;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.http.HeaderText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One alternative of a Transport header (RFC 2326 12.39). Parameters are read in any order, with
 * blanks, and with a trailing semicolon, as cameras send them; those not listed here are ignored.
 *
 * @param interleaved channels on the RTSP connection
 * @param clientPorts where the receiver of unicast datagrams listens
 * @param serverPorts where they come from
 * @param groupPorts where datagrams to a group arrive
 * @param destination the group, or a unicast receiver
 * @param source the sender's address, when it is not the RTSP host
 * @param ssrc what RTP packets are said to carry; a hint, often wrong
 */
public record TransportHeader(
    LowerTransport lower,
    Optional<PortPair> interleaved,
    Optional<PortPair> clientPorts,
    Optional<PortPair> serverPorts,
    Optional<PortPair> groupPorts,
    Optional<String> destination,
    Optional<String> source,
    Optional<Integer> ssrc) {
  private static final int MAX_PORT = 65535;
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:%\\[\\]-]+");
  private static final int MAX_CHANNEL = 255;

  public static TransportHeader tcp(PortPair channels) {
    Optional<PortPair> none = Optional.empty();
    return new TransportHeader(
        LowerTransport.TCP,
        Optional.of(channels),
        none,
        none,
        none,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public static TransportHeader udp(PortPair clientPorts) {
    Optional<PortPair> none = Optional.empty();
    return new TransportHeader(
        LowerTransport.UDP,
        none,
        Optional.of(clientPorts),
        none,
        none,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public static TransportHeader multicast() {
    Optional<PortPair> none = Optional.empty();
    return new TransportHeader(
        LowerTransport.MULTICAST,
        none,
        none,
        none,
        none,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** This alternative with what a server adds to it. */
  public TransportHeader served(Optional<PortPair> serverPorts, int ssrc) {
    return new TransportHeader(
        lower,
        interleaved,
        clientPorts,
        serverPorts,
        groupPorts,
        destination,
        source,
        Optional.of(ssrc));
  }

  /**
   * Reads the alternatives in the order of preference; profiles other than RTP/AVP are left out.
   *
   * @throws ProtocolException when a number is malformed or none is left
   */
  public static List<TransportHeader> parseAll(String value) throws ProtocolException {
    List<TransportHeader> alternatives = new ArrayList<>();
    for (String alternative : HeaderText.split(value, ',', RtspLimits.MAX_TRANSPORTS)) {
      List<String> parts = HeaderText.split(alternative, ';', RtspLimits.MAX_TRANSPORT_PARAMETERS);
      String profile = parts.isEmpty() ? "" : parts.get(0).toUpperCase(Locale.ROOT);
      if (profile.equals("RTP/AVP/TCP")) {
        alternatives.add(parse(LowerTransport.TCP, parts));
      } else if (profile.equals("RTP/AVP") || profile.equals("RTP/AVP/UDP")) {
        alternatives.add(parse(LowerTransport.UDP, parts));
      }
    }
    if (alternatives.isEmpty()) {
      throw new ProtocolException(
          "RFC 2326 12.39", 0, "expected a transport of RTP/AVP, found \"" + value + "\"");
    }
    return alternatives;
  }

  private static TransportHeader parse(LowerTransport profile, List<String> parts)
      throws ProtocolException {
    LowerTransport lower = profile;
    Optional<PortPair> interleaved = Optional.empty();
    Optional<PortPair> clientPorts = Optional.empty();
    Optional<PortPair> serverPorts = Optional.empty();
    Optional<PortPair> groupPorts = Optional.empty();
    Optional<String> destination = Optional.empty();
    Optional<String> source = Optional.empty();
    Optional<Integer> ssrc = Optional.empty();
    for (String part : parts) {
      int equals = part.indexOf('=');
      String name = (equals < 0 ? part : part.substring(0, equals)).trim().toLowerCase(Locale.ROOT);
      String value = equals < 0 ? "" : HeaderText.unquote(part.substring(equals + 1).trim());
      switch (name) {
        case "multicast" -> lower = LowerTransport.MULTICAST;
        case "interleaved" -> interleaved = Optional.of(PortPair.parse(value, MAX_CHANNEL));
        case "client_port" -> clientPorts = Optional.of(PortPair.parse(value, MAX_PORT));
        case "server_port" -> serverPorts = Optional.of(PortPair.parse(value, MAX_PORT));
        case "port" -> groupPorts = Optional.of(PortPair.parse(value, MAX_PORT));
        case "destination" -> destination = host(value);
        case "source" -> source = host(value);
        case "ssrc" -> ssrc = hex(value);
        default -> {}
      }
    }
    return new TransportHeader(
        lower, interleaved, clientPorts, serverPorts, groupPorts, destination, source, ssrc);
  }

  /** A name or an address; anything else could smuggle parameters into what we write. */
  private static Optional<String> host(String value) {
    return HOST.matcher(value).matches() ? Optional.of(value) : Optional.empty();
  }

  private static Optional<Integer> hex(String value) {
    try {
      return Optional.of(Integer.parseUnsignedInt(value, 16));
    } catch (NumberFormatException e) {
      return Optional.empty(); // a hint only, and some cameras write it in decimal
    }
  }

  /** As a header value. */
  public String format() {
    StringBuilder text = new StringBuilder(64);
    text.append(lower == LowerTransport.TCP ? "RTP/AVP/TCP" : "RTP/AVP");
    text.append(lower == LowerTransport.MULTICAST ? ";multicast" : ";unicast");
    destination.ifPresent(value -> text.append(";destination=").append(value));
    source.ifPresent(value -> text.append(";source=").append(value));
    interleaved.ifPresent(value -> text.append(";interleaved=").append(value));
    clientPorts.ifPresent(value -> text.append(";client_port=").append(value));
    serverPorts.ifPresent(value -> text.append(";server_port=").append(value));
    groupPorts.ifPresent(value -> text.append(";port=").append(value));
    ssrc.ifPresent(value -> text.append(String.format(Locale.ROOT, ";ssrc=%08X", value)));
    return text.toString();
  }
}
