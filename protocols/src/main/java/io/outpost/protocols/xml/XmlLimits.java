package io.outpost.protocols.xml;

/** The most that is read of one document. */
public final class XmlLimits {
  /** A whole document. The longest answers seen, presets and topics, stay under 300 KiB. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  /** Elements inside one another; ONVIF's own answers need fewer than 16. */
  public static final int MAX_DEPTH = 48;

  public static final int MAX_ELEMENTS = 50_000;

  /** Attributes of one element, namespace declarations among them. */
  public static final int MAX_ATTRIBUTES = 128;

  /** The value of one attribute. */
  public static final int MAX_ATTRIBUTE_CHARS = 16 * 1024;

  /** The text of one element without that of its children. */
  public static final int MAX_TEXT_CHARS = 64 * 1024;

  /** The name of an element or attribute. */
  public static final int MAX_NAME_CHARS = 256;

  private XmlLimits() {}
}
