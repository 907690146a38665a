package io.outpost.protocols.xml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes one document, element by element. Names are the program's own and written as they are;
 * values are escaped.
 */
public final class XmlWriter {
  private final StringBuilder out =
      new StringBuilder(512).append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  private final Deque<String> open = new ArrayDeque<>();
  private boolean inTag;

  /** Starts an element; attributes may follow at once, then text or children. */
  public XmlWriter open(String qualifiedName) {
    endTag();
    out.append('<').append(qualifiedName);
    open.push(qualifiedName);
    inTag = true;
    return this;
  }

  public XmlWriter attribute(String qualifiedName, String value) {
    if (!inTag) {
      throw new IllegalStateException("no tag is open for attribute " + qualifiedName);
    }
    out.append(' ').append(qualifiedName).append("=\"");
    escape(value);
    out.append('"');
    return this;
  }

  /** Declares a prefix in the element just opened. */
  public XmlWriter namespace(String prefix, String uri) {
    return attribute(prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, uri);
  }

  public XmlWriter text(String text) {
    endTag();
    escape(text);
    return this;
  }

  /** Ends the element opened last. */
  public XmlWriter close() {
    String name = open.pop();
    if (inTag) {
      out.append("/>");
      inTag = false;
    } else {
      out.append("</").append(name).append('>');
    }
    return this;
  }

  /** An element with text alone. */
  public XmlWriter leaf(String qualifiedName, String text) {
    return open(qualifiedName).text(text).close();
  }

  /**
   * An element that was read elsewhere, and all below it, with the namespaces it had there.
   *
   * @param added more attributes; one whose prefix means something else in this element is left out
   */
  public XmlWriter copy(XmlElement element, XmlAttribute... added) {
    Map<String, String> namespaces = new LinkedHashMap<>();
    namespaces.put(element.prefix(), element.namespace());
    List<XmlAttribute> attributes = new ArrayList<>(element.attributes());
    attributes.addAll(List.of(added));
    for (XmlAttribute attribute : attributes) {
      if (!attribute.prefix().isEmpty()) {
        namespaces.putIfAbsent(attribute.prefix(), attribute.namespace());
      }
    }
    open(qualified(element.prefix(), element.name()));
    namespaces.forEach(this::declare);
    for (XmlAttribute attribute : attributes) {
      String meaning = namespaces.getOrDefault(attribute.prefix(), "");
      if (attribute.prefix().isEmpty() || meaning.equals(attribute.namespace())) {
        attribute(qualified(attribute.prefix(), attribute.name()), attribute.value());
      }
    }
    text(element.text());
    element.children().forEach(this::copy);
    return close();
  }

  /** A prefix that was never declared stays so. */
  private void declare(String prefix, String namespace) {
    if (!namespace.isEmpty() || prefix.isEmpty()) {
      namespace(prefix, namespace);
    }
  }

  private static String qualified(String prefix, String name) {
    return prefix.isEmpty() ? name : prefix + ":" + name;
  }

  private void endTag() {
    if (inTag) {
      out.append('>');
      inTag = false;
    }
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\t', '\n', '\r' -> out.append("&#").append((int) c).append(';');
        default -> out.append(XmlChars.isAllowed(c) ? c : '\uFFFD');
      }
    }
  }

  /** The whole document; every element must have been closed. */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("element " + open.peek() + " is still open");
    }
    return out.toString();
  }

  /** The whole document in UTF-8. */
  public byte[] toBytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }
}
