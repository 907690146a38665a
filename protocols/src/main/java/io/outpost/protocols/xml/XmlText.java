package io.outpost.protocols.xml;

import io.outpost.protocols.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes to characters (XML 1.0 4.3.3, F). What the declaration says counts least: there are
 * encoders that declare UTF-16 and write UTF-8.
 */
final class XmlText {
  private static final Pattern DECLARED = Pattern.compile("encoding\\s*=\\s*[\"']?([\\w-]+)");
  private static final int DECLARATION_BYTES = 256;

  private XmlText() {}

  static String decode(byte[] bytes) throws ProtocolException {
    if (bytes.length > XmlLimits.MAX_BYTES) {
      throw new ProtocolException(
          "XML 1.0",
          XmlLimits.MAX_BYTES,
          "a document of " + bytes.length + " bytes; at most " + XmlLimits.MAX_BYTES + " are read");
    }
    int first = bytes.length > 0 ? bytes[0] & 0xFF : 0;
    int second = bytes.length > 1 ? bytes[1] & 0xFF : 0;
    if ((first == 0xFE && second == 0xFF) || (first == 0 && second == '<')) {
      return new String(bytes, StandardCharsets.UTF_16BE);
    }
    if ((first == 0xFF && second == 0xFE) || (first == '<' && second == 0 && bytes.length > 2)) {
      return new String(bytes, StandardCharsets.UTF_16LE);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, declared(bytes));
    }
  }

  /** For text that is no UTF-8: Chinese where it says so, else one byte for one character. */
  private static Charset declared(byte[] bytes) {
    int length = Math.min(bytes.length, DECLARATION_BYTES);
    String start = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    Matcher encoding = DECLARED.matcher(start);
    boolean chinese =
        encoding.find() && encoding.group(1).toLowerCase(Locale.ROOT).startsWith("gb");
    return chinese && Charset.isSupported("GB18030")
        ? Charset.forName("GB18030")
        : StandardCharsets.ISO_8859_1;
  }
}
