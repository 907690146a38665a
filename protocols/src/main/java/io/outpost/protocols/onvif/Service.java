package io.outpost.protocols.onvif;

import java.util.Optional;

/** The services of a camera that are used here, by their namespaces. */
public enum Service {
  DEVICE("tds", "http://www.onvif.org/ver10/device/wsdl"),
  MEDIA("trt", "http://www.onvif.org/ver10/media/wsdl"),
  MEDIA2("tr2", "http://www.onvif.org/ver20/media/wsdl"),
  PTZ("tptz", "http://www.onvif.org/ver20/ptz/wsdl"),
  EVENTS("tev", "http://www.onvif.org/ver10/events/wsdl"),

  /** WS-BaseNotification, spoken to a subscription's own address. */
  SUBSCRIPTION("wsnt", "http://docs.oasis-open.org/wsn/b-2");

  private final String prefix;
  private final String namespace;

  Service(String prefix, String namespace) {
    this.prefix = prefix;
    this.namespace = namespace;
  }

  String prefix() {
    return prefix;
  }

  /** As GetServices names it. */
  public String namespace() {
    return namespace;
  }

  static Optional<Service> of(String namespace) {
    for (Service service : values()) {
      if (service.namespace.equals(namespace)) {
        return Optional.of(service);
      }
    }
    return Optional.empty();
  }
}
