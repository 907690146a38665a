package io.outpost.protocols.sdp;

import io.outpost.protocols.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session description (RFC 4566). Lines may end in LF alone, carry blanks, stand in any order and
 * mean nothing; {@code m=} lines alone must be well-formed, for they are what is looked for.
 *
 * @param connection address of the session's {@code c=} line
 */
public record SessionDescription(
    String name, Optional<String> connection, Attributes attributes, List<MediaDescription> media) {
  public static final int MAX_LINES = 1024;
  public static final int MAX_MEDIA = 32;
  public static final int MAX_FORMATS = 64;
  private static final int MAX_PORT = 65535;

  public SessionDescription {
    media = List.copyOf(media);
  }

  /**
   * @throws ProtocolException when there is no media line, one is malformed, or a limit is passed
   */
  public static SessionDescription parse(byte[] body) throws ProtocolException {
    String[] lines = new String(body, StandardCharsets.UTF_8).split("\r\n|\r|\n", MAX_LINES + 1);
    if (lines.length > MAX_LINES) {
      throw malformed("5", "more than " + MAX_LINES + " lines");
    }
    Section session = new Section("");
    List<Section> sections = new ArrayList<>();
    Section current = session;
    for (String raw : lines) {
      String line = raw.trim();
      if (line.length() < 2 || line.charAt(1) != '=') {
        continue;
      }
      if (line.charAt(0) == 'm') {
        current = new Section(line.substring(2).trim());
        sections.add(current);
      } else {
        current.add(line.charAt(0), line.substring(2).trim());
      }
    }
    if (sections.isEmpty()) {
      throw malformed("5.14", "expected at least one m= line, found none");
    }
    if (sections.size() > MAX_MEDIA) {
      throw malformed("5.14", sections.size() + " media, at most " + MAX_MEDIA);
    }
    List<MediaDescription> media = new ArrayList<>();
    for (Section section : sections) {
      media.add(section.toMedia());
    }
    return new SessionDescription(
        session.name, Optional.ofNullable(session.connection), session.attributes(), media);
  }

  private static ProtocolException malformed(String section, String message) {
    return new ProtocolException("RFC 4566 " + section, 0, message);
  }

  /** The lines of the session, or of one medium, while they are read. */
  private static final class Section {
    private final String mediaLine;
    private final List<Attributes.Attribute> attributes = new ArrayList<>();
    private String name = "";
    private @Nullable String connection;

    Section(String mediaLine) {
      this.mediaLine = mediaLine;
    }

    void add(char type, String value) {
      switch (type) {
        case 's' -> name = value;
        case 'c' -> {
          int space = value.lastIndexOf(' ');
          connection = value.substring(space + 1);
        }
        case 'a' -> {
          int colon = value.indexOf(':');
          attributes.add(
              colon < 0
                  ? new Attributes.Attribute(value, "")
                  : new Attributes.Attribute(
                      value.substring(0, colon).trim(), value.substring(colon + 1).trim()));
        }
        default -> {}
      }
    }

    Attributes attributes() {
      return new Attributes(attributes);
    }

    MediaDescription toMedia() throws ProtocolException {
      String[] words = mediaLine.split("\\s+", MAX_FORMATS + 4);
      if (words.length < 4 || words.length > MAX_FORMATS + 3) {
        throw malformed(
            "5.14", "expected \"m=media port proto fmt\", found \"m=" + mediaLine + "\"");
      }
      return new MediaDescription(
          words[0].toLowerCase(Locale.ROOT),
          port(words[1]),
          words[2],
          Arrays.asList(words).subList(3, words.length),
          Optional.ofNullable(connection),
          attributes());
    }

    private int port(String word) throws ProtocolException {
      int slash = word.indexOf('/');
      String digits = slash < 0 ? word : word.substring(0, slash);
      try {
        int port = Integer.parseInt(digits);
        if (port >= 0 && port <= MAX_PORT) {
          return port;
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw malformed("5.14", "expected a port, found \"m=" + mediaLine + "\"");
    }
  }
}
