package io.outpost.protocols.onvif;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.xml.XmlElement;

/**
 * A pull-point subscription (CreatePullPointSubscription).
 *
 * @param reference where it is pulled, renewed and ended
 */
public record Subscription(EndpointReference reference, Renewal renewal) {
  /** Some cameras put the address into the response, without SubscriptionReference around it. */
  static Subscription read(XmlElement response) throws ProtocolException {
    XmlElement holder = response.child("SubscriptionReference").orElse(response);
    return new Subscription(EndpointReference.read(holder), Renewal.read(response));
  }
}
