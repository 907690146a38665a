package io.outpost.protocols.xml;

import io.outpost.protocols.ProtocolException;

/**
 * Makes of what a device wrote what a parser takes: begins at the root and ends with it, leaves out
 * comments, instructions and characters that XML does not know, quotes bare attributes (TP-Link:
 * {@code wstop:topic=true}) and escapes ampersands that begin no reference. One pass, forward only.
 *
 * <p>Refuses {@code <!} other than comments and CDATA: what has no document type cannot define
 * entities.
 */
final class XmlRepair {
  private static final String CDATA = "<![CDATA[";

  private final String in;
  private final StringBuilder out;
  private int at;
  private int depth;

  private XmlRepair(String in) {
    this.in = in;
    this.out = new StringBuilder(in.length() + 64);
  }

  static String repair(String text) throws ProtocolException {
    XmlRepair repair = new XmlRepair(text);
    repair.skipToRoot();
    repair.startTag();
    while (repair.depth > 0 && repair.at < text.length()) {
      repair.step();
    }
    return repair.out.toString();
  }

  /** Byte order mark, blank lines, a declaration with curly quotes, lines of a debug print. */
  private void skipToRoot() throws ProtocolException {
    while (at < in.length()) {
      if (in.charAt(at) != '<' || !(skipsMarkup() || startsTag())) {
        at++;
      } else if (startsTag()) {
        return;
      }
    }
    throw refused(in.isBlank() ? "nothing" : "no element in " + in.length() + " characters");
  }

  private boolean startsTag() {
    return at + 1 < in.length() && in.charAt(at) == '<' && XmlChars.startsName(in.charAt(at + 1));
  }

  /** Passes over a comment or an instruction; false when there is none. */
  private boolean skipsMarkup() throws ProtocolException {
    if (in.startsWith("<!--", at)) {
      skipPast("-->");
      return true;
    }
    if (in.startsWith("<?", at)) {
      skipPast(">");
      return true;
    }
    if (in.startsWith("<!", at)) {
      boolean page = in.regionMatches(true, at, "<!DOCTYPE html", 0, 14);
      throw refused(page ? "a web page" : "a document type declaration, which is never read");
    }
    return false;
  }

  private void skipPast(String end) {
    int found = in.indexOf(end, at);
    at = found < 0 ? in.length() : found + end.length();
  }

  private void step() throws ProtocolException {
    if (in.charAt(at) != '<') {
      copyCharacter(false);
    } else if (in.startsWith(CDATA, at)) {
      copyCdata();
    } else if (in.startsWith("</", at)) {
      endTag();
    } else if (startsTag()) {
      startTag();
    } else if (!skipsMarkup()) {
      copyCharacter(false);
    }
  }

  private void copyCdata() {
    int start = at + CDATA.length();
    skipPast("]]>");
    int end = in.startsWith("]]>", at - 3) && at - 3 >= start ? at - 3 : in.length();
    for (int i = start; i < end; i++) {
      appendEscaped(in.charAt(i));
    }
  }

  private void endTag() {
    int end = in.indexOf('>', at);
    end = end < 0 ? in.length() - 1 : end;
    out.append(in, at, end + 1);
    at = end + 1;
    depth--;
  }

  private void startTag() throws ProtocolException {
    out.append('<');
    at++;
    copyName();
    int attributes = 0;
    while (at < in.length()) {
      char c = in.charAt(at);
      if (c == '>') {
        out.append('>');
        at++;
        depth++;
        return;
      }
      if (in.startsWith("/>", at)) {
        out.append("/>");
        at += 2;
        return;
      }
      if (XmlChars.startsName(c)) {
        if (++attributes > XmlLimits.MAX_ATTRIBUTES) {
          throw refused("more than " + XmlLimits.MAX_ATTRIBUTES + " attributes in one element");
        }
        attribute();
      } else {
        at++;
      }
    }
    throw refused("the end within a tag");
  }

  private void copyName() throws ProtocolException {
    int start = at;
    while (at < in.length() && !endsName(in.charAt(at))) {
      at++;
    }
    if (at - start > XmlLimits.MAX_NAME_CHARS) {
      throw refused("a name of " + (at - start) + " characters");
    }
    out.append(in, start, at);
  }

  private static boolean endsName(char c) {
    return XmlChars.isBlank(c) || c == '=' || c == '/' || c == '>' || c == '"' || c == '\'';
  }

  private void attribute() throws ProtocolException {
    out.append(' ');
    copyName();
    skipBlanks();
    out.append("=\"");
    if (at < in.length() && in.charAt(at) == '=') {
      at++;
      skipBlanks();
      value();
    }
    out.append('"');
  }

  private void value() throws ProtocolException {
    char quote = at < in.length() ? in.charAt(at) : '>';
    boolean quoted = quote == '"' || quote == '\'';
    if (quoted) {
      at++;
    }
    int start = at;
    while (at < in.length() && !(quoted ? in.charAt(at) == quote : endsBareValue())) {
      if (at - start >= XmlLimits.MAX_ATTRIBUTE_CHARS) {
        throw refused("an attribute of more than " + XmlLimits.MAX_ATTRIBUTE_CHARS + " characters");
      }
      copyCharacter(true);
    }
    if (quoted) {
      at++;
    }
  }

  private boolean endsBareValue() {
    char c = in.charAt(at);
    return XmlChars.isBlank(c) || c == '>' || in.startsWith("/>", at);
  }

  private void skipBlanks() {
    while (at < in.length() && XmlChars.isBlank(in.charAt(at))) {
      at++;
    }
  }

  private void copyCharacter(boolean inAttribute) {
    char c = in.charAt(at);
    if (c == '&' && XmlChars.isReference(in, at)) {
      out.append(c);
    } else if (c == '"' && !inAttribute) {
      out.append(c);
    } else {
      appendEscaped(c);
    }
    at++;
  }

  private void appendEscaped(char c) {
    switch (c) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      default -> {
        if (XmlChars.isAllowed(c)) {
          out.append(c);
        }
      }
    }
  }

  private ProtocolException refused(String found) {
    return new ProtocolException("XML 1.0", at, "expected an XML document, found " + found);
  }
}
