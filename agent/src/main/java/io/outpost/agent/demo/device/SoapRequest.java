package io.outpost.agent.demo.device;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.onvif.Service;
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
public record SoapRequest(
    int port, String target, List<String> authorizations, SoapEnvelope envelope, XmlElement body) {

  public static SoapRequest read(int port, String target, List<String> authorizations, byte[] bytes)
      throws ProtocolException {
    SoapEnvelope envelope = SoapEnvelope.read(bytes);
    XmlElement body =
        envelope.body().orElseThrow(() -> new ProtocolException("SOAP 1.2 5", 0, "no question"));
    return new SoapRequest(port, target, authorizations, envelope, body);
  }

  public String operation() {
    return body.name();
  }

  String namespace() {
    return body.namespace();
  }

  /** The token of WS-Security. */
  public Optional<XmlElement> token() {
    return envelope.headerBlock("Security").flatMap(block -> block.child("UsernameToken"));
  }

  /** The last step of the path: of a subscription's address, its number. */
  String lastStep() {
    return target.substring(target.lastIndexOf('/') + 1);
  }

  /** Of the service that is asked. */
  public Service service() {
    for (Service service : Service.values()) {
      if (service.namespace().equals(namespace())) {
        return service;
      }
    }
    throw SoapRefusal.notSupported(namespace());
  }

  /** The same question asked elsewhere. */
  public SoapRequest at(String otherTarget) {
    return new SoapRequest(port, otherTarget, authorizations, envelope, body);
  }

  /** The text of a parameter; empty when there is none. */
  String parameter(String name) {
    return body.find(name).map(XmlElement::text).orElse("");
  }
}
