package io.outpost.protocols.onvif;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986 2.1) of UTF-8. */
final class PercentEncoding {
  private static final String HEX = "0123456789ABCDEF";

  /** What a path and a query may hold beside letters and digits (RFC 3986 3.3, 3.4). */
  private static final String IN_PATHS = "-._~:/?@!$&'()*+,;=";

  private PercentEncoding() {}

  /** Decodes; a percent sign without two digits behind it stays, a plus sign is a plus sign. */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < encoded.length; i++) {
      int high = digit(encoded, i + 1);
      int low = digit(encoded, i + 2);
      if (encoded[i] == '%' && high >= 0 && low >= 0) {
        bytes.write(high * 16 + low);
        i += 2;
      } else {
        bytes.write(encoded[i]);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Encodes what a path or query may not hold, as blanks and umlauts, and leaves the rest. */
  static String encodeIllegal(String pathAndQuery) {
    StringBuilder text = new StringBuilder(pathAndQuery.length());
    byte[] bytes = pathAndQuery.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xFF);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      boolean encoded = c == '%' && digit(bytes, i + 1) >= 0 && digit(bytes, i + 2) >= 0;
      if (letter || encoded || IN_PATHS.indexOf(c) >= 0) {
        text.append(c);
      } else {
        text.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return text.toString();
  }

  private static int digit(byte[] bytes, int at) {
    return at < bytes.length ? Character.digit(bytes[at], 16) : -1;
  }
}
