package io.outpost.protocols.onvif;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.xml.XmlElement;
import io.outpost.protocols.xml.XmlReader;
import io.outpost.protocols.xml.XmlWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A SOAP envelope (SOAP 1.2 part 1, 5; those of SOAP 1.1 are read too).
 *
 * @param header the header blocks
 * @param body the first element of the body, absent when it is empty
 */
public record SoapEnvelope(List<XmlElement> header, Optional<XmlElement> body) {
  static final String SECTION = "SOAP 1.2 5";

  public SoapEnvelope {
    header = List.copyOf(header);
  }

  /** Writes an envelope, in UTF-8. Each consumer leaves all that it opens closed. */
  public static byte[] write(Consumer<XmlWriter> header, Consumer<XmlWriter> body) {
    XmlWriter out = new XmlWriter().open("s:Envelope").namespace("s", Namespaces.SOAP);
    out.open("s:Header");
    header.accept(out);
    out.close().open("s:Body");
    body.accept(out);
    return out.close().close().toBytes();
  }

  public static SoapEnvelope read(byte[] bytes) throws ProtocolException {
    XmlElement root = XmlReader.parse(bytes);
    if (!root.name().equals("Envelope")) {
      throw new ProtocolException(
          SECTION, 0, "expected a SOAP envelope, found <" + root.name() + ">");
    }
    XmlElement body =
        root.child("Body")
            .orElseThrow(() -> new ProtocolException(SECTION, 0, "an envelope without a body"));
    List<XmlElement> header = root.child("Header").map(XmlElement::children).orElse(List.of());
    return new SoapEnvelope(header, body.children().stream().findFirst());
  }

  /** The header block of this local name, such as {@code RelatesTo}. */
  public Optional<XmlElement> headerBlock(String name) {
    return header.stream().filter(block -> block.name().equals(name)).findFirst();
  }

  /**
   * What the body holds.
   *
   * @param asked what was asked, for the message of a fault
   */
  XmlElement content(String asked) throws ProtocolException, SoapFaultException {
    XmlElement content = body.orElseThrow(() -> new ProtocolException(SECTION, 0, "an empty body"));
    if (content.name().equals("Fault")) {
      throw new SoapFaultException(asked, SoapFault.read(content));
    }
    return content;
  }
}
