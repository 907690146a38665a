package io.outpost.protocols.onvif;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a camera may send us: to itself. Cameras answer with addresses of the factory, of the inner
 * side of a router, or of whoever broke into them, so whatever they say, requests go to the host
 * that was registered.
 *
 * <p>Port and path are the camera's to choose, since services, subscriptions and streams stand on
 * ports of their own. A host that means something in one network only is replaced, as it is at
 * worst a wrong guess of the camera about itself; a host on the internet is refused, and so is a
 * redirect to any other host. User info is dropped. Where the camera was registered by HTTPS,
 * nothing goes out by HTTP: the registered port is used instead.
 *
 * @param secure whether the camera was registered by HTTPS
 * @param host as registered, a name or an address
 * @param port as registered, -1 when the scheme's own
 * @param addresses other spellings of the host: what its name resolves to
 */
public record AddressPolicy(boolean secure, String host, int port, Set<String> addresses) {
  private static final List<String> WEB = List.of("http", "https");

  /** What a URI is for. */
  public enum Purpose {
    /** The XAddr of a service. */
    SERVICE("service address", "http"),

    /** The address of a pull point. */
    SUBSCRIPTION("subscription address", "http"),
    SNAPSHOT("snapshot URI", "http"),
    STREAM("stream URI", "rtsp");

    private final String label;

    /** The same with an s behind it will do as well. */
    private final String scheme;

    Purpose(String label, String scheme) {
      this.label = label;
      this.scheme = scheme;
    }
  }

  public AddressPolicy {
    host = HostedUri.normalHost(host);
    addresses =
        addresses.stream().map(HostedUri::normalHost).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The policy of a camera registered by a URI, such as {@code
   * http://10.0.0.8/onvif/device_service}.
   */
  public static Optional<AddressPolicy> of(String registered, Set<String> addresses) {
    return HostedUri.parse(registered)
        .filter(uri -> WEB.contains(uri.scheme()))
        .map(
            uri ->
                new AddressPolicy(uri.scheme().equals("https"), uri.host(), uri.port(), addresses));
  }

  /** What to do with a URI from an answer. */
  public AddressDecision decide(Purpose purpose, String text) {
    Optional<HostedUri> parsed = HostedUri.parse(text);
    if (parsed.isEmpty()) {
      return new AddressDecision.Refuse(
          "the camera's " + purpose.label + " is no URI with a host and a port up to 65535");
    }
    HostedUri uri = parsed.get();
    if (!uri.scheme().equals(purpose.scheme) && !uri.scheme().equals(purpose.scheme + "s")) {
      return new AddressDecision.Refuse(
          "the camera's %s has the scheme %s; expected %s or %ss"
              .formatted(purpose.label, uri.scheme(), purpose.scheme, purpose.scheme));
    }
    if (!isRegistered(uri.host()) && !HostedUri.isLocal(uri.host())) {
      return new AddressDecision.Refuse(
          ("the camera's %s is on another host: %s, not %s; if it is the camera's own, register the"
                  + " camera by it")
              .formatted(purpose.label, uri.host(), host));
    }
    String change = uri.host().equals(host) ? "" : "host " + uri.host() + " replaced by " + host;
    return use(uri, change);
  }

  private AddressDecision use(HostedUri uri, String change) {
    HostedUri ours = uri.withHost(host);
    if (secure && ours.scheme().equals("http")) {
      ours = new HostedUri("https", host, port, ours.rest());
      change += (change.isEmpty() ? "" : ", ") + "http replaced by https as registered";
    }
    boolean bare = !ours.rest().startsWith("/") && WEB.contains(ours.scheme());
    String prefix = bare ? "/" : "";
    return new AddressDecision.Use(
        new HostedUri(ours.scheme(), ours.host(), ours.port(), prefix + ours.rest()).toString(),
        change);
  }

  /**
   * What to do with an HTTP redirect.
   *
   * @param requested the URI that was asked
   * @param location the Location header, absolute or a path
   */
  public AddressDecision redirect(String requested, String location) {
    Optional<HostedUri> from = HostedUri.parse(requested);
    boolean path = location.startsWith("/") && !location.startsWith("//");
    String target =
        path && from.isPresent()
            ? new HostedUri(from.get().scheme(), from.get().host(), from.get().port(), "")
                + location
            : location;
    Optional<HostedUri> to = HostedUri.parse(target);
    if (to.isEmpty() || !WEB.contains(to.get().scheme())) {
      return new AddressDecision.Refuse(
          "the camera redirects to something else than an absolute http or https URI or a path");
    }
    if (!isRegistered(to.get().host())) {
      return new AddressDecision.Refuse(
          "the camera redirects to another host: %s, not %s; a redirect elsewhere is never followed"
              .formatted(to.get().host(), host));
    }
    if ((secure || from.map(uri -> uri.scheme().equals("https")).orElse(false))
        && to.get().scheme().equals("http")) {
      return new AddressDecision.Refuse("the camera redirects from https to http");
    }
    return use(to.get(), "");
  }

  private boolean isRegistered(String other) {
    return other.equals(host) || addresses.contains(other);
  }
}
