package io.outpost.protocols.onvif;

import io.outpost.protocols.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A network interface of a camera (GetNetworkInterfaces).
 *
 * @param hardwareAddress in lower case with colons, such as {@code 28:57:be:65:7d:d5}; empty when
 *     it is not told
 * @param addresses of IPv4, those set by hand and those from DHCP
 */
public record NetworkInterface(
    String token, boolean enabled, String hardwareAddress, List<String> addresses) {
  private static final int MAX_INTERFACES = 32;
  private static final int HARDWARE_ADDRESS_DIGITS = 12;

  public NetworkInterface {
    addresses = List.copyOf(addresses);
  }

  static List<NetworkInterface> readAll(XmlElement response) {
    return response.children("NetworkInterfaces").stream()
        .limit(MAX_INTERFACES)
        .map(NetworkInterface::read)
        .toList();
  }

  private static NetworkInterface read(XmlElement element) {
    List<String> addresses = new ArrayList<>();
    for (String origin : List.of("Manual", "FromDHCP", "LinkLocal")) {
      element
          .at("IPv4", "Config")
          .ifPresent(
              config ->
                  config
                      .children(origin)
                      .forEach(a -> a.textAt("Address").ifPresent(addresses::add)));
    }
    return new NetworkInterface(
        element.attribute("token").orElse(""),
        element.textAt("Enabled").flatMap(Fields::flag).orElse(true),
        element.textAt("Info", "HwAddress").map(NetworkInterface::normal).orElse(""),
        addresses);
  }

  /** Cameras write it with colons, hyphens, or nothing between the digits. */
  private static String normal(String address) {
    String digits = address.replaceAll("[^0-9A-Fa-f]", "").toLowerCase(Locale.ROOT);
    return digits.length() == HARDWARE_ADDRESS_DIGITS
        ? String.join(":", digits.split("(?<=\\G..)", 6))
        : "";
  }
}
