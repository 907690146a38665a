package io.outpost.agent.onvif;

import io.outpost.agent.onvif.OnvifException.Reason;
import io.outpost.protocols.onvif.AddressDecision;
import io.outpost.protocols.onvif.AddressPolicy;
import io.outpost.protocols.onvif.DeviceService;
import io.outpost.protocols.onvif.Service;
import io.outpost.protocols.onvif.ServiceList;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** Where a camera's services are, on its registered host. */
final class ServiceAddress {
  private final DeviceSession session;
  private final AddressPolicy policy;
  private final ServiceList services;

  private ServiceAddress(DeviceSession session, AddressPolicy policy, ServiceList services) {
    this.session = session;
    this.policy = policy;
    this.services = services;
  }

  /**
   * Asks.
   *
   * @return completed exceptionally with an {@link OnvifException} when the camera does not answer,
   *     or refuses the password
   */
  static CompletableFuture<ServiceAddress> ask(DeviceSession session, AddressPolicy policy) {
    return session
        .ask(DeviceService.getServices())
        .exceptionallyCompose(
            failure ->
                Answers.failure(failure).reason() == Reason.REFUSED
                    ? session.ask(DeviceService.getCapabilities()) // firmware of before 2012
                    : CompletableFuture.failedFuture(failure))
        .thenApply(services -> new ServiceAddress(session, policy, services));
  }

  /**
   * The address of one.
   *
   * @param usualPath where it mostly is, of cameras that do not say
   * @return completed exceptionally with an {@link OnvifException} when it is elsewhere
   */
  CompletableFuture<URI> of(Service service, String usualPath) {
    String written =
        services.address(service).orElse(session.service().resolve(usualPath).toString());
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
