package io.outpost.agent.camera;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a camera's pictures come from, and how.
 *
 * @param main the full picture, {@code rtsp://} or {@code rtsps://}, never with user information
 * @param sub the small picture that is analysed where there is one
 * @param transport of both
 * @param certificate the camera's own, trusted at its {@code rtsps://} addresses in place of those
 *     that the machine trusts
 */
public record Streams(
    URI main, Optional<URI> sub, TransportChoice transport, Optional<CertificatePin> certificate) {
  public Streams {
    refuseUserInfo("streams.main", main);
    sub.ifPresent(uri -> refuseUserInfo("streams.sub", uri));
  }

  /** With the transport chosen automatically, and certificates as the machine trusts them. */
  public Streams(URI main, Optional<URI> sub) {
    this(main, sub, TransportChoice.AUTO, Optional.empty());
  }

  /** The same at other addresses. */
  public Streams with(URI otherMain, Optional<URI> otherSub) {
    return new Streams(otherMain, otherSub, transport, certificate);
  }

  /** With another transport. */
  public Streams over(TransportChoice other) {
    return new Streams(main, sub, other, certificate);
  }

  /** With another certificate, or none. */
  public Streams pinnedTo(Optional<CertificatePin> other) {
    return new Streams(main, sub, transport, other);
  }

  /** What is analysed. */
  public URI analysed() {
    return sub.orElse(main);
  }

  /** Whether any of the streams comes over TLS, without which a certificate says nothing. */
  public boolean anyOverTls() {
    return Stream.concat(Stream.of(main), sub.stream())
        .anyMatch(uri -> "rtsps".equalsIgnoreCase(uri.getScheme()));
  }

  private static void refuseUserInfo(String key, URI uri) {
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          key + " carries a user name or password; store it with 'credentials:' by name instead");
    }
  }
}
