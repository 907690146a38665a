package io.outpost.protocols.onvif;

/**
 * The two WS-Discovery that cameras speak: the draft that ONVIF took over, and the OASIS standard.
 * A probe goes out in both; most cameras answer in the one they were asked in.
 */
public enum DiscoveryDialect {
  /** WS-Discovery of April 2005, with WS-Addressing of August 2004. */
  DRAFT_2005(
      "http://schemas.xmlsoap.org/ws/2005/04/discovery",
      "http://schemas.xmlsoap.org/ws/2004/08/addressing",
      "urn:schemas-xmlsoap-org:ws:2005:04:discovery"),

  /** WS-Discovery 1.1, with WS-Addressing 1.0. */
  OASIS_2009(
      "http://docs.oasis-open.org/ws-dd/ns/discovery/2009/01",
      "http://www.w3.org/2005/08/addressing",
      "urn:docs-oasis-open-org:ws-dd:ns:discovery:2009:01");

  /** The port of both, and the address that both listen on. */
  public static final int PORT = 3702;

  public static final String MULTICAST_ADDRESS = "239.255.255.250";

  private final String namespace;
  private final String addressing;
  private final String multicastTarget;

  DiscoveryDialect(String namespace, String addressing, String multicastTarget) {
    this.namespace = namespace;
    this.addressing = addressing;
    this.multicastTarget = multicastTarget;
  }

  public String namespace() {
    return namespace;
  }

  /** The namespace of its WS-Addressing. */
  public String addressing() {
    return addressing;
  }

  /** Whom a multicast message is addressed to. */
  public String multicastTarget() {
    return multicastTarget;
  }
}
