package io.outpost.agent.demo.device;

import io.outpost.agent.time.TimeSource;
import io.outpost.protocols.onvif.Service;
import io.outpost.protocols.onvif.SoapEnvelope;
import java.util.List;

/**
 * What an ONVIF camera answers when it goes by the book: device, media and event service (ONVIF
 * Core and Media, WS-BaseNotification). It opens no socket and asks for no password.
 *
 * <p>Safe for any thread; a thread that pulls events waits for them.
 */
public final class SimulatedDevice {
  private final DeviceIdentity identity;
  private final DevicePlaces places;
  private final DeviceAnswers device;
  private final MediaAnswers media;
  private final EventAnswers events;

  /**
   * @param clock of the camera, which may be off
   */
  public SimulatedDevice(
      DeviceIdentity identity,
      List<SimulatedProfile> profiles,
      DevicePlaces places,
      TimeSource clock) {
    this.identity = identity;
    this.places = places;
    device = new DeviceAnswers(identity, places, clock);
    media = new MediaAnswers(profiles, places);
    events = new EventAnswers(places, clock);
  }

  /**
   * Answers a question, wherever it came to.
   *
   * @throws SoapRefusal when the answer is a fault
   */
  public byte[] answer(SoapRequest request) {
    Service service = request.service();
    return SoapEnvelope.write(
        header -> {},
        body -> {
          switch (service) {
            case DEVICE -> device.write(request.operation(), body);
            case MEDIA, MEDIA2 -> media.write(request, service, body);
            case EVENTS, SUBSCRIPTION -> events.write(request, body);
            case PTZ -> throw SoapRefusal.notSupported(request.operation());
          }
        });
  }

  /** What stands in its answer to a probe. */
  public Announced announced() {
    return new Announced(
        places.host(),
        identity.endpoint(),
        places.services().getOrDefault(Service.DEVICE, ""),
        identity.scopes());
  }

  /** A property changes. */
  public void fire(SimulatedEvent event) {
    events.fire(event);
  }

  /** Forgets all subscriptions, as after a restart. */
  public void forgetSubscriptions() {
    events.forget();
  }

  public int subscriptions() {
    return events.subscriptions();
  }
}
