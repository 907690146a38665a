package io.outpost.agent.testing.onvif;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.onvif.SoapEnvelope;
import io.outpost.protocols.xml.XmlElement;
import java.util.List;
import java.util.Optional;

/**
 * What came by HTTP.
 *
 * @param target path and query, as in the request line
 * @param authorizations the headers of that name
 */
record SoapRequest(
    int port, String target, List<String> authorizations, SoapEnvelope envelope, XmlElement body) {

  static SoapRequest read(int port, String target, List<String> authorizations, byte[] bytes)
      throws ProtocolException {
    SoapEnvelope envelope = SoapEnvelope.read(bytes);
    XmlElement body =
        envelope.body().orElseThrow(() -> new ProtocolException("SOAP 1.2 5", 0, "no question"));
    return new SoapRequest(port, target, authorizations, envelope, body);
  }

  String operation() {
    return body.name();
  }

  String namespace() {
    return body.namespace();
  }

  /** The token of WS-Security. */
  Optional<XmlElement> token() {
    return envelope.headerBlock("Security").flatMap(block -> block.child("UsernameToken"));
  }

  /** The text of a parameter; empty when there is none. */
  String parameter(String name) {
    return body.find(name).map(XmlElement::text).orElse("");
  }
}
