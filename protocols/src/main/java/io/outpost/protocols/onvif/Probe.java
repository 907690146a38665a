package io.outpost.protocols.onvif;

/**
 * A WS-Discovery probe, to be sent by multicast (WS-Discovery 5.2; ONVIF Core, device discovery).
 *
 * @param messageId a URI never used before, such as {@code urn:uuid:...}; answers relate to it
 */
public record Probe(DiscoveryDialect dialect, Target target, String messageId) {
  /** Who shall answer. */
  public enum Target {
    /** What every ONVIF camera answers to. */
    NETWORK_VIDEO_TRANSMITTER(
        "dn", "NetworkVideoTransmitter", "http://www.onvif.org/ver10/network/wsdl"),

    /** What newer devices name in addition, and some alone. */
    DEVICE("tds", "Device", "http://www.onvif.org/ver10/device/wsdl");

    private final String prefix;
    private final String type;
    private final String namespace;

    Target(String prefix, String type, String namespace) {
      this.prefix = prefix;
      this.type = type;
      this.namespace = namespace;
    }
  }

  /** The datagram. */
  public byte[] toBytes() {
    return SoapEnvelope.write(
        header ->
            header
                .open("a:Action")
                .namespace("a", dialect.addressing())
                .attribute("s:mustUnderstand", "1")
                .text(dialect.namespace() + "/Probe")
                .close()
                .open("a:MessageID")
                .namespace("a", dialect.addressing())
                .text(messageId)
                .close()
                .open("a:To")
                .namespace("a", dialect.addressing())
                .attribute("s:mustUnderstand", "1")
                .text(dialect.multicastTarget())
                .close(),
        body ->
            body.open("d:Probe")
                .namespace("d", dialect.namespace())
                .open("d:Types")
                .namespace(target.prefix, target.namespace)
                .text(target.prefix + ":" + target.type)
                .close()
                .close());
  }
}
