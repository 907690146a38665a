package io.outpost.agent.demo.device;

import io.outpost.protocols.onvif.Service;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Where a simulated camera says that things are; it may say something else than is.
 *
 * @param host that it answers from, by WS-Discovery
 * @param services in the order in which it lists them
 * @param stream of a profile's token
 * @param snapshot of a profile's token
 * @param subscription of a subscription's number, which stands last in its path
 */
public record DevicePlaces(
    String host,
    Map<Service, String> services,
    UnaryOperator<String> stream,
    UnaryOperator<String> snapshot,
    UnaryOperator<String> subscription) {
  public DevicePlaces {
    services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
  }
}
