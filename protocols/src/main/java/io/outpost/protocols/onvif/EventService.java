package io.outpost.protocols.onvif;

import java.time.Duration;

/**
 * Operations of the event service (ONVIF Core, event handling, real-time pull-point; event.wsdl)
 * and of the subscription it makes (WS-BaseNotification 1.3).
 *
 * <p>Those of a subscription go to its own address, with its reference parameters: {@link
 * Addressing}.
 */
public final class EventService {
  private static final String PORT = Service.EVENTS.namespace() + "/EventPortType/";
  private static final String PULL_POINT = Service.EVENTS.namespace() + "/PullPointSubscription/";
  private static final String MANAGER = "http://docs.oasis-open.org/wsn/bw-2/SubscriptionManager/";

  /** What an operation answers that has nothing to say. */
  public record Acknowledged() {}

  private EventService() {}

  public static Operation<EventProperties> getEventProperties() {
    return new Operation<>(
        Service.EVENTS,
        "GetEventProperties",
        PORT + "GetEventPropertiesRequest",
        request -> {},
        EventProperties::read);
  }

  /**
   * Subscribes to all topics: filters are where cameras differ most.
   *
   * @param lifetime until it ends unless it is renewed
   */
  public static Operation<Subscription> createPullPointSubscription(Duration lifetime) {
    return new Operation<>(
        Service.EVENTS,
        "CreatePullPointSubscription",
        PORT + "CreatePullPointSubscriptionRequest",
        request -> request.leaf("tev:InitialTerminationTime", Fields.duration(lifetime)),
        Subscription::read);
  }

  /**
   * Waits for notifications, at most so long and so many. The camera holds the request until there
   * is one.
   */
  public static Operation<PulledMessages> pullMessages(Duration timeout, int limit) {
    return new Operation<>(
        Service.EVENTS,
        "PullMessages",
        PULL_POINT + "PullMessagesRequest",
        request ->
            request
                .leaf("tev:Timeout", Fields.duration(timeout))
                .leaf("tev:MessageLimit", Integer.toString(limit)),
        PulledMessages::read);
  }

  /** Asks that the state of all properties be told once more, as {@code Initialized}. */
  public static Operation<Acknowledged> setSynchronizationPoint() {
    return new Operation<>(
        Service.EVENTS,
        "SetSynchronizationPoint",
        PULL_POINT + "SetSynchronizationPointRequest",
        request -> {},
        response -> new Acknowledged());
  }

  public static Operation<Renewal> renew(Duration lifetime) {
    return new Operation<>(
        Service.SUBSCRIPTION,
        "Renew",
        MANAGER + "RenewRequest",
        request -> request.leaf("wsnt:TerminationTime", Fields.duration(lifetime)),
        Renewal::read);
  }

  public static Operation<Acknowledged> unsubscribe() {
    return new Operation<>(
        Service.SUBSCRIPTION,
        "Unsubscribe",
        MANAGER + "UnsubscribeRequest",
        request -> {},
        response -> new Acknowledged());
  }
}
