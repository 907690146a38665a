package io.outpost.agent.restream;

import io.outpost.protocols.rtsp.LowerTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Whether and how viewers are served.
 *
 * @param bind port 0 for any free one
 * @param credentials the name of an entry in the credential store
 * @param bufferBytes kept of each stream, so that a viewer starts at once
 * @param unmasked whether cameras with privacy masks are served, without their masks
 */
public record RestreamConfig(
    boolean enabled,
    InetSocketAddress bind,
    Optional<String> credentials,
    Set<LowerTransport> transports,
    long bufferBytes,
    RestreamLimits limits,
    boolean unmasked,
    Optional<Tls> tls) {
  public static final int DEFAULT_PORT = 8554;
  public static final int DEFAULT_TLS_PORT = 8322;

  public static final RestreamConfig DEFAULT =
      new RestreamConfig(
          false,
          new InetSocketAddress(InetAddress.getLoopbackAddress(), DEFAULT_PORT),
          Optional.empty(),
          Set.of(LowerTransport.TCP, LowerTransport.UDP),
          8L << 20,
          RestreamLimits.DEFAULT,
          false,
          Optional.empty());

  public RestreamConfig {
    transports = Set.copyOf(transports);
  }

  /** A second address, over TLS, and the PEM files it needs. */
  public record Tls(InetSocketAddress bind, Path certificate, Path key) {}
}
