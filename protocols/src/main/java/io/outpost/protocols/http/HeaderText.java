package io.outpost.protocols.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lexical bits that the parsers of headers share. */
public final class HeaderText {
  private HeaderText() {}

  /**
   * Cuts at a separator that stands outside double quotes; pieces are trimmed, empty ones (as of a
   * trailing separator) are left out.
   *
   * @param max pieces read; the rest is ignored
   */
  public static List<String> split(String text, char separator, int max) {
    List<String> pieces = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i <= text.length() && pieces.size() < max; i++) {
      char c = i == text.length() ? separator : text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        i++;
      } else if (i >= text.length() || (c == separator && !quoted)) {
        String piece = text.substring(start, i).trim();
        if (!piece.isEmpty()) {
          pieces.add(piece);
        }
        start = i + 1;
      }
    }
    return pieces;
  }

  /** Without the quotes around it, if there are any, and without the backslashes in it. */
  public static String unquote(String text) {
    if (text.length() < 2 || text.charAt(0) != '"' || !text.endsWith("\"")) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 1; i < text.length() - 1; i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() - 1) {
        c = text.charAt(++i);
      }
      plain.append(c);
    }
    return plain.toString();
  }

  public static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** A decimal number that fits an int, blanks around it ignored. */
  public static Optional<Integer> unsignedInt(String text) {
    String digits = text.trim();
    if (digits.isEmpty() || digits.length() > 10) {
      return Optional.empty();
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return Optional.empty();
      }
      value = value * 10 + (c - '0');
    }
    return value > Integer.MAX_VALUE ? Optional.empty() : Optional.of((int) value);
  }
}
