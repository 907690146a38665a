package io.outpost.protocols.rtsp;

import io.outpost.protocols.http.ServerAuthenticator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a server connection offers.
 *
 * @param transports served; SETUP of another is answered with 461
 * @param udpPorts where datagrams are sent from; needed for UDP
 * @param authenticator of this connection; without it, everybody may view
 * @param ids unpredictable session identifiers of at least eight hexadecimal digits
 */
public record ServerSettings(
    Set<LowerTransport> transports,
    Optional<PortPair> udpPorts,
    Optional<ServerAuthenticator> authenticator,
    Supplier<String> ids) {
  public ServerSettings {
    transports = Set.copyOf(transports);
  }
}
