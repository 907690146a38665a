package io.outpost.protocols.rtsp;

import io.outpost.protocols.http.Login;
import java.util.List;
import java.util.Optional;

/**
 * What a client is to pull, and how.
 *
 * @param uri without user information
 * @param transports tried in this order as the camera refuses them; at least one
 * @param stale a session that an earlier connection may have left behind
 */
public record ClientSettings(
    String uri,
    Optional<Login> login,
    List<LowerTransport> transports,
    String userAgent,
    Optional<StaleSession> stale) {
  public ClientSettings {
    transports = List.copyOf(transports);
    if (transports.isEmpty()) {
      throw new IllegalArgumentException("no transport to try for " + uri);
    }
  }

  /**
   * A session that went without TEARDOWN. live555 before 2017.06.04 keeps sending its packets to
   * the number of the dead connection's socket, which the next one gets; so it is torn down first.
   */
  public record StaleSession(String uri, String id) {}
}
