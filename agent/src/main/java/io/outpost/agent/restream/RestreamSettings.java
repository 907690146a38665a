package io.outpost.agent.restream;

import io.outpost.agent.camera.Credentials;
import io.outpost.protocols.rtsp.DigestAlgorithm;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * How streams are served.
 *
 * @param bind port 0 for any free one
 * @param credentials asked of viewers; without them everybody who can connect may view
 * @param algorithms of digest authentication that are offered, the preferred one first
 * @param bufferBytes kept of each stream, so that a viewer starts at once
 * @param maxPendingBytes waiting for one viewer; beyond that it is cut
 */
public record RestreamSettings(
    InetSocketAddress bind,
    Optional<Credentials> credentials,
    List<DigestAlgorithm> algorithms,
    long bufferBytes,
    int maxPendingBytes) {
  private static final long BUFFER_BYTES = 8L << 20;
  private static final int MAX_PENDING_BYTES = 16 << 20;

  public RestreamSettings {
    algorithms = List.copyOf(algorithms);
  }

  /** Served to this machine alone; with credentials, by SHA-256 or MD5. */
  public static RestreamSettings loopback(int port, Optional<Credentials> credentials) {
    return new RestreamSettings(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        credentials,
        List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5),
        BUFFER_BYTES,
        MAX_PENDING_BYTES);
  }
}
