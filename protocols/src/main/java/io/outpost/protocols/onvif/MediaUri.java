package io.outpost.protocols.onvif;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.xml.XmlElement;

/** The URI in an answer: inside MediaUri in Media, bare in Media2, and either in the field. */
final class MediaUri {
  private static final int MAX_CHARS = 2048;

  private MediaUri() {}

  static String read(XmlElement response) throws ProtocolException {
    String uri =
        response
            .find("Uri")
            .map(XmlElement::text)
            .filter(text -> !text.isEmpty())
            .orElseThrow(() -> new ProtocolException("ONVIF Media", 0, "no Uri in " + response));
    if (uri.length() > MAX_CHARS) {
      throw new ProtocolException("ONVIF Media", 0, "a Uri of " + uri.length() + " characters");
    }
    return uri;
  }
}
