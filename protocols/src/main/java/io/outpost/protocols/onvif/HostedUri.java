package io.outpost.protocols.onvif;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A URI with a host, taken apart as cameras write it: more leniently than RFC 3986, and without
 * user info, which is dropped at once.
 *
 * @param scheme in lower case
 * @param host in lower case, IPv6 addresses without brackets and zone
 * @param port -1 when none is written
 * @param rest path and query, with what may not stand there percent-encoded; no fragment
 */
record HostedUri(String scheme, String host, int port, String rest) {
  static final int MAX_CHARS = 2048;

  /** Names that mean nothing beyond one network (RFC 6762, RFC 8375, and habit). */
  private static final List<String> LOCAL_ENDINGS =
      List.of(".local", ".lan", ".home", ".home.arpa", ".internal", ".localdomain");

  /** Empty when this is no absolute URI with a host, or one with a port beyond its 16 bits. */
  static Optional<HostedUri> parse(String text) {
    String uri = text.strip();
    int scheme = uri.indexOf("://");
    if (scheme <= 0 || uri.length() > MAX_CHARS || !uri.chars().allMatch(c -> c >= ' ')) {
      return Optional.empty();
    }
    int start = scheme + 3;
    int end = start;
    while (end < uri.length() && "/?#".indexOf(uri.charAt(end)) < 0) {
      end++;
    }
    int fragment = uri.indexOf('#', end);
    String rest = uri.substring(end, fragment < 0 ? uri.length() : fragment);
    String authority = uri.substring(start, end);
    authority = authority.substring(authority.lastIndexOf('@') + 1);
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon > authority.lastIndexOf(']');
    Optional<String> host = host(hasPort ? authority.substring(0, colon) : authority);
    int port = hasPort ? port(authority.substring(colon + 1)) : -1;
    if (host.isEmpty() || port == 0) {
      return Optional.empty();
    }
    String name = uri.substring(0, scheme).toLowerCase(Locale.ROOT);
    return Optional.of(new HostedUri(name, host.get(), port, PercentEncoding.encodeIllegal(rest)));
  }

  /** -1 for none, 0 for one that cannot be. */
  private static int port(String digits) {
    if (digits.isEmpty()) {
      return -1;
    }
    boolean number = digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    int port = number ? Integer.parseInt(digits) : 0;
    return port <= 0xFFFF ? port : 0;
  }

  private static Optional<String> host(String written) {
    String host = normalHost(written);
    String inNames = host.contains(":") ? ":." : ".-_";
    boolean valid =
        !host.isEmpty()
            && host.chars()
                .allMatch(
                    c ->
                        (c >= 'a' && c <= 'z')
                            || (c >= '0' && c <= '9')
                            || inNames.indexOf(c) >= 0);
    return valid ? Optional.of(host) : Optional.empty();
  }

  /** In lower case, without brackets, zone and the dot of the root. */
  static String normalHost(String written) {
    String host = written.toLowerCase(Locale.ROOT);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    int zone = host.indexOf('%');
    host = zone < 0 ? host : host.substring(0, zone);
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  /**
   * Whether a host means something in one network only: private, link-local, loopback and
   * unspecified addresses (RFC 1918, 3927, 6598, 4193, 4291), names without a dot.
   */
  static boolean isLocal(String host) {
    if (host.contains(":")) {
      return host.equals("::")
          || host.equals("::1")
          || host.startsWith("fc")
          || host.startsWith("fd")
          || host.matches("fe[89ab].*");
    }
    if (host.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
      String[] parts = host.split("\\.", -1);
      int first = Integer.parseInt(parts[0]);
      int second = Integer.parseInt(parts[1]);
      return first == 10
          || first == 127
          || first == 0
          || (first == 172 && second >= 16 && second <= 31)
          || (first == 192 && second == 168)
          || (first == 169 && second == 254)
          || (first == 100 && second >= 64 && second <= 127);
    }
    return !host.contains(".") || LOCAL_ENDINGS.stream().anyMatch(host::endsWith);
  }

  HostedUri withHost(String other) {
    return new HostedUri(scheme, normalHost(other), port, rest);
  }

  @Override
  public String toString() {
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return scheme + "://" + shown + (port < 0 ? "" : ":" + port) + rest;
  }
}
