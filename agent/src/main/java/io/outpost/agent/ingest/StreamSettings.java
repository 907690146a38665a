package io.outpost.agent.ingest;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CertificatePin;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.camera.TransportChoice;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * One stream to pull.
 *
 * @param camera its id, for logs and metrics
 * @param uri {@code rtsp://} or {@code rtsps://}, without user information
 * @param pin of the camera's certificate, for {@code rtsps://}; without it, the certificate has to
 *     be one that the machine trusts, and to bear the host name
 */
public record StreamSettings(
    String camera,
    URI uri,
    Optional<Credentials> credentials,
    TransportChoice transport,
    Optional<CertificatePin> pin) {
  private static final int RTSP_PORT = 554;
  private static final int RTSPS_PORT = 322;

  public StreamSettings {
    String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    if (!(scheme.equals("rtsp") || scheme.equals("rtsps")) || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "camera "
              + camera
              + ": expected a stream address such as rtsp://192.0.2.10/main, found "
              + uri.getScheme()
              + "://"
              + uri.getHost());
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "camera " + camera + ": user and password stand in the address; store them by name");
    }
  }

  /** With the transport chosen automatically, and certificates as the machine trusts them. */
  public static StreamSettings of(String camera, URI uri, Optional<Credentials> credentials) {
    return new StreamSettings(camera, uri, credentials, TransportChoice.AUTO, Optional.empty());
  }

  /**
   * One of a camera's streams, received as its file says; every part of the agent that pulls a
   * registered camera begins here.
   *
   * @param uri one of {@link Camera#streams}
   */
  public static StreamSettings of(Camera camera, URI uri, Optional<Credentials> credentials) {
    return of(camera.id(), uri, credentials).receivedAs(camera.streams());
  }

  /** With transport and certificate as a camera's file says. */
  public StreamSettings receivedAs(Streams streams) {
    return new StreamSettings(camera, uri, credentials, streams.transport(), streams.certificate());
  }

  /** With another transport. */
  public StreamSettings over(TransportChoice other) {
    return new StreamSettings(camera, uri, credentials, other, pin);
  }

  /** With the camera's certificate pinned. */
  public StreamSettings pinnedTo(CertificatePin certificate) {
    return new StreamSettings(camera, uri, credentials, transport, Optional.of(certificate));
  }

  boolean tls() {
    return uri.getScheme().equalsIgnoreCase("rtsps");
  }

  /** Without the brackets of an IPv6 address. */
  String host() {
    String host = uri.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  int port() {
    if (uri.getPort() > 0) {
      return uri.getPort();
    }
    return tls() ? RTSPS_PORT : RTSP_PORT;
  }
}
