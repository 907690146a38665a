package io.outpost.protocols;

/**
 * Bytes from the network that do not follow their specification. The reader counts and drops what
 * carried them; nothing else of the stream suffers.
 */
public final class ProtocolException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String section;
  private final int offset;

  /**
   * @param section the specification that is broken, such as {@code RFC 6184 5.8}
   * @param offset bytes from the start of the packet or message to what is wrong
   * @param message what was expected and what was found
   */
  public ProtocolException(String section, int offset, String message) {
    // No stack trace: section and offset say where, and a flood of bad packets must stay cheap.
    super(message + " (" + section + ", offset " + offset + ")", null, false, false);
    this.section = section;
    this.offset = offset;
  }

  public String section() {
    return section;
  }

  public int offset() {
    return offset;
  }
}
