package io.outpost.agent.ingest;

import io.outpost.agent.camera.TransportChoice;
import io.outpost.agent.ingest.StreamFailure.Reason;
import io.outpost.protocols.rtsp.LowerTransport;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which transports the next attempt is to try. One that the camera agreed to and over which nothing
 * came (a firewall drops its datagrams, mostly) is left out, until the others prove no better.
 */
final class TransportMemory {
  private final List<LowerTransport> order;
  private final Set<LowerTransport> silent = EnumSet.noneOf(LowerTransport.class);

  TransportMemory(TransportChoice choice) {
    this.order = choice.order();
  }

  /** What to try, in this order; never nothing. */
  List<LowerTransport> next() {
    return order.stream().filter(lower -> !silent.contains(lower)).toList();
  }

  /** Those left out. */
  List<LowerTransport> silent() {
    return List.copyOf(silent);
  }

  /** Where the last transports were refused, says that the first ones brought nothing. */
  StreamFailure explained(StreamFailure failure) {
    return failure.reason() == Reason.TRANSPORT_REFUSED && !silent.isEmpty()
        ? new StreamFailure(
            Reason.NO_MEDIA, failure.detail() + ", and nothing came over " + names(silent))
        : failure;
  }

  private static String names(Set<LowerTransport> transports) {
    return transports.stream().map(Enum::name).collect(Collectors.joining(" and "));
  }

  /**
   * Learns from the end of an attempt.
   *
   * @param lower the transport that the camera had agreed to, or would have
   */
  void onEnded(Reason reason, LowerTransport lower) {
    if (reason == Reason.NO_MEDIA) {
      silent.add(lower);
    }
    // Refused what is left: a camera whose video was off for a while is heard again over the first.
    if (reason == Reason.TRANSPORT_REFUSED || silent.containsAll(order)) {
      silent.clear();
    }
  }
}
