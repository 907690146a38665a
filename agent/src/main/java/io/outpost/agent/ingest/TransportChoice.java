package io.outpost.agent.ingest;

import io.outpost.protocols.rtsp.LowerTransport;
import java.util.List;

/** Which transports may be tried. */
public enum TransportChoice {
  /** TCP, for it crosses firewalls and loses nothing; what the camera offers if it refuses that. */
  AUTO,
  TCP;

  /** In the order in which they are tried. */
  List<LowerTransport> order() {
    return switch (this) {
      case AUTO, TCP -> List.of(LowerTransport.TCP);
    };
  }
}
