package io.outpost.protocols.onvif;

import io.outpost.protocols.xml.XmlWriter;
import java.util.Optional;

/** What goes into the header of a request: who asks, and which endpoint. */
public record SoapHeader(Optional<UsernameToken> token, Optional<Addressing> addressing) {
  /** For what a camera answers to anyone, or asks HTTP authentication for. */
  public static final SoapHeader NONE = new SoapHeader(Optional.empty(), Optional.empty());

  public SoapHeader with(UsernameToken more) {
    return new SoapHeader(Optional.of(more), addressing);
  }

  public SoapHeader with(Addressing more) {
    return new SoapHeader(token, Optional.of(more));
  }

  void write(XmlWriter header, String action) {
    addressing.ifPresent(block -> block.write(header, action));
    token.ifPresent(block -> block.write(header));
  }
}
