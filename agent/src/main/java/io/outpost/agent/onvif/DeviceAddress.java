package io.outpost.agent.onvif;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/**
 * A camera's address as somebody typed it, and where its device service may be.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param services to be tried in this order
 */
public record DeviceAddress(String host, List<URI> services) {
  private static final String PATH = "/onvif/device_service";

  /** Where makers put it, the usual one first: Hikvision 8000, Xiongmai 8899, TP-Link 2020. */
  private static final List<Integer> PORTS = List.of(80, 8080, 8000, 8899, 2020, 8081, 5000);

  public DeviceAddress {
    services = List.copyOf(services);
  }

  /**
   * Reads {@code 192.0.2.10}, {@code 192.0.2.10:8000}, or a whole URL.
   *
   * @throws IllegalArgumentException saying what is expected; it never quotes a URL, which may hold
   *     a password
   */
  public static DeviceAddress parse(String text) {
    boolean url = text.contains("://");
    URI uri = uri(url ? text : "http://" + (isBareIpv6(text) ? "[" + text + "]" : text));
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw expected();
    }
    List<URI> services = new ArrayList<>();
    boolean bare = uri.getPath() == null || uri.getPath().isEmpty() || uri.getPath().equals("/");
    if (!bare) {
      services.add(uri);
    } else if (url || uri.getPort() > 0) {
      services.add(uri.resolve(PATH));
    } else {
      for (int port : PORTS) {
        services.add(URI.create("http://" + uri.getHost() + (port == 80 ? "" : ":" + port) + PATH));
      }
    }
    String host = uri.getHost();
    return new DeviceAddress(
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host, services);
  }

  private static boolean isBareIpv6(String text) {
    return text.chars().filter(one -> one == ':').count() > 1 && !text.startsWith("[");
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException malformed) {
      throw expected();
    }
  }

  private static IllegalArgumentException expected() {
    return new IllegalArgumentException(
        "expected an address such as 192.0.2.10, 192.0.2.10:8000 or"
            + " http://192.0.2.10/onvif/device_service, without user and password");
  }
}
