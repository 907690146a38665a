package io.outpost.agent.evaluate;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Text that goes into HTML or SVG; whatever it holds, it stays text there. */
final class Html {
  private Html() {}

  /** For contents of elements and for attributes in quotes. */
  static String text(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(isAllowed(c) ? c : '\uFFFD');
      }
    }
    return safe.toString();
  }

  /** With two decimal places at most, and a point whatever the locale. */
  static String number(double value) {
    return new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** Seconds of a stretch, or of a moment. */
  static String seconds(Span span) {
    return span.from() == span.to()
        ? number(span.from()) + " s"
        : number(span.from()) + "–" + number(span.to()) + " s";
  }

  /** Control characters are none of HTML's. */
  private static boolean isAllowed(char c) {
    return c >= ' ' ? c != 0x7F : c == '\n' || c == '\t';
  }
}
