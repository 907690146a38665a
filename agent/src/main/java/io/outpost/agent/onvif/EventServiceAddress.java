package io.outpost.agent.onvif;

import io.outpost.protocols.onvif.AddressPolicy;
import io.outpost.protocols.onvif.Service;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** Asks a camera where its event service is. */
public final class EventServiceAddress {
  private static final String USUAL_PATH = "/onvif/event_service";

  private EventServiceAddress() {}

  /**
   * Asks.
   *
   * @return the address, on the registered host; completed exceptionally with an {@link
   *     OnvifException} when the camera does not answer, refuses the password, or points elsewhere
   */
  public static CompletableFuture<URI> find(DeviceSession session, AddressPolicy policy) {
    return ServiceAddress.ask(session, policy)
        .thenCompose(services -> services.of(Service.EVENTS, USUAL_PATH));
  }
}
