package io.outpost.protocols.onvif;

import io.outpost.protocols.xml.XmlAttribute;
import io.outpost.protocols.xml.XmlElement;
import io.outpost.protocols.xml.XmlWriter;

/**
 * WS-Addressing of a request to an endpoint (WS-Addressing 1.0 SOAP Binding 2). The endpoint's
 * reference parameters become header blocks, as they were given.
 *
 * @param to as the camera named it, even where the request goes to another host
 * @param messageId a URI never used before, such as {@code urn:uuid:...}
 */
public record Addressing(EndpointReference to, String messageId) {
  private static final String ANONYMOUS = Namespaces.ADDRESSING + "/anonymous";
  private static final XmlAttribute IS_REFERENCE_PARAMETER =
      new XmlAttribute("wsa", "IsReferenceParameter", Namespaces.ADDRESSING, "true");

  void write(XmlWriter header, String action) {
    block(header, "wsa:Action").attribute("s:mustUnderstand", "true").text(action).close();
    block(header, "wsa:MessageID").text(messageId).close();
    block(header, "wsa:ReplyTo").leaf("wsa:Address", ANONYMOUS).close();
    block(header, "wsa:To").attribute("s:mustUnderstand", "true").text(to.address()).close();
    for (XmlElement parameter : to.referenceParameters()) {
      header.copy(parameter, IS_REFERENCE_PARAMETER);
    }
  }

  private static XmlWriter block(XmlWriter header, String name) {
    return header.open(name).namespace("wsa", Namespaces.ADDRESSING);
  }
}
