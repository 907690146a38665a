package io.outpost.protocols.xml;

/** Which characters may stand where (XML 1.0 2.2, 2.3). */
final class XmlChars {
  private static final int LONGEST_REFERENCE = 10;

  private XmlChars() {}

  /** Half a surrogate pair counts as allowed; pairs are not looked at together. */
  static boolean isAllowed(char c) {
    return c >= ' ' ? c != '\uFFFE' && c != '\uFFFF' : isBlank(c);
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  static boolean startsName(char c) {
    return Character.isLetter(c) || c == '_' || c == ':';
  }

  /**
   * Whether the ampersand at this place begins a reference that XML itself knows: one of the five
   * names, or a number.
   */
  static boolean isReference(String text, int at) {
    int end = at + 1;
    int limit = Math.min(text.length(), at + LONGEST_REFERENCE);
    while (end < limit && text.charAt(end) != ';') {
      end++;
    }
    if (end == limit) {
      return false;
    }
    String name = text.substring(at + 1, end);
    return switch (name) {
      case "amp", "lt", "gt", "quot", "apos" -> true;
      default -> isNumber(name);
    };
  }

  private static boolean isNumber(String name) {
    boolean hexadecimal = name.startsWith("#x");
    if (!name.startsWith("#") || name.length() == (hexadecimal ? 2 : 1)) {
      return false;
    }
    for (int i = hexadecimal ? 2 : 1; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      boolean letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      if (!digit && !(hexadecimal && letter)) {
        return false;
      }
    }
    return true;
  }
}
