package io.outpost.protocols.onvif;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.xml.XmlElement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an endpoint says of itself in WS-Discovery.
 *
 * @param endpoint its own name, which outlives addresses: mostly {@code urn:uuid:...}
 * @param types local names, such as {@code NetworkVideoTransmitter}
 * @param addresses XAddrs as written; none in a Bye, and in matches of cameras that want to be
 *     asked once more
 * @param metadataVersion rises when something of this changes; 0 when it is not told
 */
public record Announcement(
    String endpoint,
    List<String> types,
    Scopes scopes,
    List<String> addresses,
    int metadataVersion) {
  private static final String SECTION = "WS-Discovery 5.3";
  private static final int MAX_ADDRESSES = 32;
  private static final int MAX_TYPES = 32;
  private static final int MAX_ENDPOINT_CHARS = 512;

  public Announcement {
    types = List.copyOf(types);
    addresses = List.copyOf(addresses);
  }

  static Announcement read(XmlElement element) throws ProtocolException {
    String endpoint = Fields.text(element, "EndpointReference", "Address");
    if (endpoint.length() > MAX_ENDPOINT_CHARS) {
      throw new ProtocolException(
          SECTION, 0, "an endpoint address of " + endpoint.length() + " characters");
    }
    return new Announcement(
        endpoint,
        words(element, "Types", MAX_TYPES).stream()
            .map(type -> type.substring(type.lastIndexOf(':') + 1))
            .toList(),
        Scopes.of(words(element, "Scopes", Integer.MAX_VALUE)),
        words(element, "XAddrs", MAX_ADDRESSES),
        Math.max(0, Fields.number(element, "MetadataVersion").orElse(0)));
  }

  private static List<String> words(XmlElement element, String name, int max) {
    return element
        .textAt(name)
        .map(text -> List.of(text.split("\\s+", -1)).stream().limit(max).toList())
        .orElse(List.of());
  }

  /** What is the same whenever this endpoint speaks: cameras write {@code urn:} or not. */
  public String key() {
    String lower = endpoint.toLowerCase(Locale.ROOT);
    return lower.startsWith("urn:uuid:") ? lower.substring("urn:".length()) : lower;
  }

  /** Whether this is a camera, or a device that may be one. */
  public boolean isOnvif() {
    return types.contains("NetworkVideoTransmitter")
        || types.contains("Device")
        || scopes.values().stream().anyMatch(scope -> scope.contains("onvif.org"));
  }

  /**
   * The address of the device service that can be reached: the XAddr on the host that the datagram
   * came from, else the first one, moved to that host. Empty without a usable XAddr.
   *
   * @param sender the address that the datagram came from, IPv6 with or without brackets
   */
  public Optional<String> reachableAddress(String sender) {
    String host = HostedUri.normalHost(sender);
    List<HostedUri> usable =
        addresses.stream()
            .flatMap(address -> HostedUri.parse(address).stream())
            .filter(uri -> uri.scheme().equals("http") || uri.scheme().equals("https"))
            .toList();
    return usable.stream()
        .filter(uri -> uri.host().equals(host))
        .findFirst()
        .or(() -> usable.stream().findFirst())
        .map(uri -> uri.withHost(host).toString());
  }
}
