package io.outpost.protocols.xml;

import io.outpost.protocols.ProtocolException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads one document; what stands behind its root is ignored. */
public final class XmlReader {
  private final XMLStreamReader in;
  private int elements;

  private XmlReader(XMLStreamReader in) {
    this.in = in;
  }

  /**
   * Reads the root and all below it.
   *
   * @throws ProtocolException when this is no XML, even after repair, or beyond {@link XmlLimits};
   *     its offset counts characters of the repaired text
   */
  public static XmlElement parse(byte[] bytes) throws ProtocolException {
    String text = XmlRepair.repair(XmlText.decode(bytes));
    try {
      XMLStreamReader stream = factory().createXMLStreamReader(new StringReader(text));
      try {
        while (stream.next() != XMLStreamConstants.START_ELEMENT) {
          // Nothing stands in front of the root after the repair.
        }
        return new XmlReader(stream).element(1, Map.of());
      } finally {
        stream.close();
      }
    } catch (XMLStreamException e) {
      int offset = e.getLocation() == null ? 0 : e.getLocation().getCharacterOffset();
      throw new ProtocolException(
          "XML 1.0", offset, "malformed XML: " + oneLine(String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      // The JDK's parser reports some malformed input by unchecked exceptions.
      throw new ProtocolException("XML 1.0", 0, "malformed XML: " + e.getClass().getSimpleName());
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    // Some cameras never declare the prefixes they use, so they are resolved here, leniently.
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    return factory;
  }

  private static String oneLine(String message) {
    int detail = message.indexOf("Message: ");
    return detail < 0 ? "unknown" : message.substring(detail + 9).replaceAll("\\s+", " ");
  }

  /** The stream stands at the start of the element, and afterwards at its end. */
  private XmlElement element(int depth, Map<String, String> outer)
      throws XMLStreamException, ProtocolException {
    if (depth > XmlLimits.MAX_DEPTH) {
      throw beyond("elements deeper than " + XmlLimits.MAX_DEPTH);
    }
    if (++elements > XmlLimits.MAX_ELEMENTS) {
      throw beyond("more than " + XmlLimits.MAX_ELEMENTS + " elements");
    }
    String qualified = in.getLocalName();
    if (!isQualifiedName(qualified)) {
      throw beyond("an element name with a colon out of place");
    }
    Map<String, String> namespaces = namespaces(outer);
    List<XmlAttribute> attributes = attributes(namespaces);
    List<XmlElement> children = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int event = in.next(); event != XMLStreamConstants.END_ELEMENT; event = in.next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        children.add(element(depth + 1, namespaces));
      } else if (in.hasText()) {
        text.append(in.getText());
        if (text.length() > XmlLimits.MAX_TEXT_CHARS) {
          throw beyond("a text of more than " + XmlLimits.MAX_TEXT_CHARS + " characters");
        }
      }
    }
    String prefix = prefix(qualified);
    return new XmlElement(
        prefix,
        local(qualified),
        namespaces.getOrDefault(prefix, ""),
        attributes,
        children,
        text.toString().strip());
  }

  private Map<String, String> namespaces(Map<String, String> outer) {
    Map<String, String> inner = null;
    for (int i = 0; i < in.getAttributeCount(); i++) {
      if (isDeclaration(i)) {
        inner = inner == null ? new HashMap<>(outer) : inner;
        boolean named = "xmlns".equals(in.getAttributePrefix(i));
        inner.put(named ? in.getAttributeLocalName(i) : "", in.getAttributeValue(i).strip());
      }
    }
    return inner == null ? outer : inner;
  }

  private List<XmlAttribute> attributes(Map<String, String> namespaces) {
    List<XmlAttribute> attributes = new ArrayList<>();
    for (int i = 0; i < in.getAttributeCount(); i++) {
      if (!isDeclaration(i)) {
        String prefix = in.getAttributePrefix(i) == null ? "" : in.getAttributePrefix(i);
        String namespace = prefix.isEmpty() ? "" : namespaces.getOrDefault(prefix, "");
        attributes.add(
            new XmlAttribute(
                prefix, in.getAttributeLocalName(i), namespace, in.getAttributeValue(i)));
      }
    }
    return attributes;
  }

  private boolean isDeclaration(int attribute) {
    String prefix = in.getAttributePrefix(attribute);
    boolean unprefixed = prefix == null || prefix.isEmpty();
    return "xmlns".equals(prefix)
        || (unprefixed && "xmlns".equals(in.getAttributeLocalName(attribute)));
  }

  /** At most one colon, with something on both sides of it (Namespaces in XML 1.0, 4). */
  private static boolean isQualifiedName(String name) {
    int colon = name.indexOf(':');
    return colon < 0
        || (colon > 0 && colon < name.length() - 1 && name.indexOf(':', colon + 1) < 0);
  }

  private static String prefix(String qualified) {
    int colon = qualified.indexOf(':');
    return colon < 0 ? "" : qualified.substring(0, colon);
  }

  private static String local(String qualified) {
    return qualified.substring(qualified.indexOf(':') + 1);
  }

  private ProtocolException beyond(String what) {
    return new ProtocolException("XML 1.0", in.getLocation().getCharacterOffset(), what);
  }
}
