package io.outpost.agent.restream;

import io.outpost.agent.camera.Credentials;
import io.outpost.protocols.http.DigestAlgorithm;
import io.outpost.protocols.rtsp.LowerTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How streams are served.
 *
 * @param bind port 0 for any free one
 * @param credentials asked of viewers; without them everybody who can connect may view
 * @param algorithms of digest authentication that are offered, the preferred one first
 * @param transports that viewers may choose from; multicast is not served
 * @param bufferBytes kept of each stream, so that a viewer starts at once
 * @param maxPendingBytes waiting for one viewer; beyond that it is cut
 * @param limits of how many view at one time
 * @param tls a second address, over TLS; pictures then go over the connection alone
 */
public record RestreamSettings(
    InetSocketAddress bind,
    Optional<Credentials> credentials,
    List<DigestAlgorithm> algorithms,
    Set<LowerTransport> transports,
    long bufferBytes,
    int maxPendingBytes,
    RestreamLimits limits,
    Optional<RestreamTls> tls) {
  private static final long BUFFER_BYTES = 8L << 20;
  private static final int MAX_PENDING_BYTES = 16 << 20;

  /** As many as a test or a demonstration wants. */
  private static final RestreamLimits AMPLE = new RestreamLimits(256, 256);

  public RestreamSettings {
    algorithms = List.copyOf(algorithms);
    transports = Set.copyOf(transports);
  }

  /** Served to this machine alone; with credentials, by SHA-256 or MD5. */
  public static RestreamSettings loopback(int port, Optional<Credentials> credentials) {
    return demonstration(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), credentials);
  }

  /** Served to whoever reaches the address; with credentials, by SHA-256 or MD5. */
  public static RestreamSettings demonstration(
      InetSocketAddress bind, Optional<Credentials> credentials) {
    return new RestreamSettings(
        bind,
        credentials,
        List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5),
        Set.of(LowerTransport.TCP, LowerTransport.UDP),
        BUFFER_BYTES,
        MAX_PENDING_BYTES,
        AMPLE,
        Optional.empty());
  }

  /** With other transports. */
  public RestreamSettings over(Set<LowerTransport> others) {
    return new RestreamSettings(
        bind, credentials, algorithms, others, bufferBytes, maxPendingBytes, limits, tls);
  }

  /** With other algorithms. */
  public RestreamSettings asking(List<DigestAlgorithm> others) {
    return new RestreamSettings(
        bind, credentials, others, transports, bufferBytes, maxPendingBytes, limits, tls);
  }

  /** As a person configures it. */
  public static RestreamSettings of(
      RestreamConfig config, Optional<Credentials> credentials, Optional<RestreamTls> tls) {
    return new RestreamSettings(
        config.bind(),
        credentials,
        List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5),
        config.transports(),
        config.bufferBytes(),
        MAX_PENDING_BYTES,
        config.limits(),
        tls);
  }

  /** With other limits. */
  public RestreamSettings within(RestreamLimits others) {
    return new RestreamSettings(
        bind, credentials, algorithms, transports, bufferBytes, maxPendingBytes, others, tls);
  }

  /** With a second address, over TLS. */
  public RestreamSettings alsoOver(RestreamTls second) {
    return new RestreamSettings(
        bind,
        credentials,
        algorithms,
        transports,
        bufferBytes,
        maxPendingBytes,
        limits,
        Optional.of(second));
  }
}
