package io.outpost.agent.camera;

import io.outpost.protocols.rtsp.LowerTransport;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which transports may be tried. */
public enum TransportChoice {
  /** TCP, for it crosses firewalls and loses nothing; what the camera offers if it refuses that. */
  AUTO,
  /** TCP and nothing else. */
  TCP,
  /** UDP, and TCP if the camera refuses that or nothing arrives. */
  UDP,
  /** A group that several receivers share, and TCP if the camera has none or nothing arrives. */
  MULTICAST;

  /** As it stands in camera files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The choice of that label. */
  public static Optional<TransportChoice> of(String label) {
    return Arrays.stream(values()).filter(choice -> choice.label().equals(label)).findFirst();
  }

  /** In the order in which they are tried. */
  public List<LowerTransport> order() {
    return switch (this) {
      case AUTO -> List.of(LowerTransport.TCP, LowerTransport.UDP, LowerTransport.MULTICAST);
      case TCP -> List.of(LowerTransport.TCP);
      case UDP -> List.of(LowerTransport.UDP, LowerTransport.TCP);
      case MULTICAST -> List.of(LowerTransport.MULTICAST, LowerTransport.TCP);
    };
  }
}
