package io.outpost.protocols.onvif;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.xml.XmlElement;
import java.util.List;

/**
 * Where a subscription is managed (WS-Addressing 1.0 Core 2).
 *
 * @param address as the camera wrote it; what to connect to is for {@link AddressPolicy} to say
 * @param referenceParameters to be sent back with every request
 */
public record EndpointReference(String address, List<XmlElement> referenceParameters) {
  private static final int MAX_REFERENCE_PARAMETERS = 16;

  public EndpointReference {
    referenceParameters = List.copyOf(referenceParameters);
  }

  /**
   * @param holder an element that holds Address; some cameras leave its wrapper out
   */
  static EndpointReference read(XmlElement holder) throws ProtocolException {
    String address = Fields.text(holder, "Address");
    List<XmlElement> parameters =
        holder
            .child("ReferenceParameters")
            .or(() -> holder.child("ReferenceProperties"))
            .map(XmlElement::children)
            .orElse(List.of());
    if (parameters.size() > MAX_REFERENCE_PARAMETERS) {
      throw new ProtocolException(
          "WS-Addressing 1.0 Core 2",
          0,
          parameters.size() + " reference parameters; at most " + MAX_REFERENCE_PARAMETERS);
    }
    return new EndpointReference(address, parameters);
  }
}
