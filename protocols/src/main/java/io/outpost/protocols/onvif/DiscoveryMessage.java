package io.outpost.protocols.onvif;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A datagram of WS-Discovery, in either dialect (WS-Discovery 4 and 5).
 *
 * @param relatesTo the probe it answers
 * @param announcements of each endpoint in it; none of {@link Kind#OTHER}
 */
public record DiscoveryMessage(
    Kind kind, Optional<String> relatesTo, List<Announcement> announcements) {
  private static final int MAX_ANNOUNCEMENTS = 64;

  /** What it is. */
  public enum Kind {
    /** An answer to a probe. */
    PROBE_MATCHES("ProbeMatches", "ProbeMatch"),

    /** An answer to the question where an endpoint is. */
    RESOLVE_MATCHES("ResolveMatches", "ResolveMatch"),

    /** An endpoint is there from now on. */
    HELLO("Hello", "Hello"),

    /** An endpoint goes away. */
    BYE("Bye", "Bye"),

    /** Not for us, as the probes of others that multicast brings. */
    OTHER("", "");

    private final String element;
    private final String each;

    Kind(String element, String each) {
      this.element = element;
      this.each = each;
    }

    private static Kind of(String element) {
      for (Kind kind : values()) {
        if (kind.element.equals(element)) {
          return kind;
        }
      }
      return OTHER;
    }
  }

  public DiscoveryMessage {
    announcements = List.copyOf(announcements);
  }

  public static DiscoveryMessage read(byte[] datagram) throws ProtocolException {
    SoapEnvelope envelope = SoapEnvelope.read(datagram);
    Optional<String> relatesTo =
        envelope.headerBlock("RelatesTo").map(XmlElement::text).filter(text -> !text.isEmpty());
    if (envelope.body().isEmpty()) {
      return new DiscoveryMessage(Kind.OTHER, relatesTo, List.of());
    }
    XmlElement content = envelope.body().get();
    Kind kind = Kind.of(content.name());
    List<XmlElement> each =
        kind.element.equals(kind.each) ? List.of(content) : content.children(kind.each);
    List<Announcement> announcements = new ArrayList<>();
    for (XmlElement element : kind == Kind.OTHER ? List.<XmlElement>of() : each) {
      if (announcements.size() < MAX_ANNOUNCEMENTS) {
        announcements.add(Announcement.read(element));
      }
    }
    return new DiscoveryMessage(kind, relatesTo, announcements);
  }
}
