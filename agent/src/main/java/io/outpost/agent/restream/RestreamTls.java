package io.outpost.agent.restream;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * RTSP over TLS 1.2 or newer, on a port of its own.
 *
 * @param bind port 0 for any free one
 */
public record RestreamTls(InetSocketAddress bind, SslContext context) {
  /**
   * Reads certificate and key.
   *
   * @param certificate PEM: the server's own first, then those between it and its root
   * @param key PEM, PKCS #8, not encrypted
   * @throws IOException when they cannot be used, saying which and why
   */
  public static RestreamTls load(InetSocketAddress bind, Path certificate, Path key)
      throws IOException {
    for (Path file : new Path[] {certificate, key}) {
      if (!Files.isReadable(file)) {
        throw new IOException(
            file + " cannot be read; expected a PEM file that the agent may read");
      }
    }
    try {
      return new RestreamTls(
          bind,
          SslContextBuilder.forServer(certificate.toFile(), key.toFile())
              .sslProvider(SslProvider.JDK)
              .protocols("TLSv1.3", "TLSv1.2")
              .build());
    } catch (IllegalArgumentException | IOException unusable) {
      throw new IOException(
          "%s with %s cannot be used: expected a certificate and its own key, both PEM, the key as PKCS #8 without a password (openssl pkcs8 -topk8 -nodes); found: %s"
              .formatted(certificate, key, innermost(unusable)),
          unusable);
    }
  }

  private static String innermost(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? String.valueOf(failure.getMessage()) : innermost(cause);
  }
}
