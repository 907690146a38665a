package io.outpost.agent.onvif;

import io.outpost.agent.onvif.OnvifException.Reason;
import io.outpost.protocols.onvif.AddressDecision;
import io.outpost.protocols.onvif.AddressPolicy;
import io.outpost.protocols.onvif.DeviceService;
import io.outpost.protocols.onvif.Service;
import io.outpost.protocols.onvif.ServiceList;
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
    return session
        .ask(DeviceService.getServices())
        .exceptionallyCompose(
            failure ->
                Answers.failure(failure).reason() == Reason.REFUSED
                    ? session.ask(DeviceService.getCapabilities()) // firmware of before 2012
                    : CompletableFuture.failedFuture(failure))
        .thenCompose(services -> address(session, policy, services));
  }

  private static CompletableFuture<URI> address(
      DeviceSession session, AddressPolicy policy, ServiceList services) {
    String written =
        services.address(Service.EVENTS).orElse(session.service().resolve(USUAL_PATH).toString());
    AddressDecision decision = policy.decide(AddressPolicy.Purpose.SERVICE, written);
    if (decision instanceof AddressDecision.Use use) {
      return CompletableFuture.completedFuture(URI.create(use.uri()));
    }
    if (decision instanceof AddressDecision.Refuse refuse) {
      return CompletableFuture.failedFuture(
          new OnvifException(Reason.ELSEWHERE, session.service() + ": " + refuse.reason()));
    }
    throw new IllegalStateException("unknown decision " + decision);
  }
}
