package io.outpost.protocols.xml;

import java.util.List;
import java.util.Optional;

/**
 * One element. Immutable.
 *
 * @param prefix as written, empty without one
 * @param name the local name
 * @param namespace what the prefix stands for; empty when it was never declared
 * @param attributes without namespace declarations
 * @param text what stands directly in this element, blanks around it removed
 */
public record XmlElement(
    String prefix,
    String name,
    String namespace,
    List<XmlAttribute> attributes,
    List<XmlElement> children,
    String text) {

  public XmlElement {
    attributes = List.copyOf(attributes);
    children = List.copyOf(children);
  }

  /** The first child of this local name. */
  public Optional<XmlElement> child(String childName) {
    for (XmlElement child : children) {
      if (child.name.equals(childName)) {
        return Optional.of(child);
      }
    }
    return Optional.empty();
  }

  /** All children of this local name, in their order. */
  public List<XmlElement> children(String childName) {
    return children.stream().filter(child -> child.name.equals(childName)).toList();
  }

  /** The first element at this path of local names: {@code at("Info", "HwAddress")}. */
  public Optional<XmlElement> at(String... path) {
    Optional<XmlElement> found = Optional.of(this);
    for (String step : path) {
      found = found.flatMap(element -> element.child(step));
    }
    return found;
  }

  /** The text at this path; empty when it is absent or blank. */
  public Optional<String> textAt(String... path) {
    return at(path).map(XmlElement::text).filter(text -> !text.isEmpty());
  }

  /** The first element of this local name below this one, however deep, in document order. */
  public Optional<XmlElement> find(String wanted) {
    for (XmlElement child : children) {
      if (child.name.equals(wanted)) {
        return Optional.of(child);
      }
      Optional<XmlElement> deeper = child.find(wanted);
      if (deeper.isPresent()) {
        return deeper;
      }
    }
    return Optional.empty();
  }

  /** The value of the attribute of this local name, blanks around it removed. */
  public Optional<String> attribute(String attributeName) {
    for (XmlAttribute attribute : attributes) {
      if (attribute.name().equals(attributeName)) {
        return Optional.of(attribute.value().strip());
      }
    }
    return Optional.empty();
  }

  /** The name alone: a tree may hold what must not be logged. */
  @Override
  public String toString() {
    return "<" + name + ">";
  }
}
