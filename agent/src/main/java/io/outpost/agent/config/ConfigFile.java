package io.outpost.agent.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A configuration file as it was read: its tree, and the line of every key, so that a message can
 * point at it.
 *
 * <p>A key's path is written as {@code lanes[0].dwell}.
 */
public final class ConfigFile {
  /** Longest configuration file that is read. */
  public static final int MAX_FILE_BYTES = 1 << 20;

  private static final Pattern USER_INFO = Pattern.compile("://[^\\s]*@");

  private final String shownAs;
  private final Content content;
  private final JsonNode tree;
  private final Map<String, Integer> lines;

  private ConfigFile(String shownAs, Content content, JsonNode tree, Map<String, Integer> lines) {
    this.shownAs = shownAs;
    this.content = content;
    this.tree = tree;
    this.lines = lines;
  }

  /** What the values of a file are worth in messages. */
  public enum Content {
    /** Values may be shown, less the user information of URLs. */
    OPEN,
    /** No value is ever shown, and every scalar is text: a password of digits stays a password. */
    SECRET
  }

  /**
   * Reads a file.
   *
   * @param shownAs the file's name in messages
   * @throws ConfigException when it is absent, too long, not UTF-8 or not plain YAML
   */
  public static ConfigFile read(Path file, String shownAs, Content content)
      throws ConfigException, IOException {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw new ConfigException(
            "%s: %d bytes, expected at most %d; is this the right file?"
                .formatted(shownAs, Files.size(file), MAX_FILE_BYTES));
      }
      return parse(decode(Files.readAllBytes(file), shownAs), shownAs, content);
    } catch (NoSuchFileException absent) {
      throw new ConfigException(shownAs + ": no such file");
    }
  }

  /**
   * Parses a text; an empty one is an empty mapping.
   *
   * @throws ConfigException when it is not plain YAML
   */
  public static ConfigFile parse(String text, String shownAs, Content content)
      throws ConfigException {
    YamlReader reader = new YamlReader(shownAs, content);
    JsonNode tree = reader.read(text);
    return new ConfigFile(shownAs, content, tree, reader.lines());
  }

  /** The whole file; a mapping, unless the file holds something else. */
  public JsonNode tree() {
    return tree;
  }

  /** One line about a key: {@code file:line: path: text}. */
  public String problem(String path, String text) {
    String where = lineOf(path).map(line -> shownAs + ":" + line).orElse(shownAs);
    return path.isEmpty() ? where + ": " + text : where + ": " + path + ": " + text;
  }

  /** The same as something to throw. */
  public ConfigException refusal(String path, String text) {
    return new ConfigException(problem(path, text));
  }

  /** A value as it may be shown: short, and without the user information of URLs. */
  String shown(JsonNode value) {
    if (value.isObject()) {
      return "a mapping";
    }
    if (value.isArray()) {
      return "a list";
    }
    if (value.isNull()) {
      return "nothing";
    }
    if (content == Content.SECRET) {
      return "something else";
    }
    String text = withoutUserInfo(value.asText());
    String cut = text.length() > 60 ? text.substring(0, 57) + "..." : text;
    return value.isTextual() ? "'" + cut + "'" : cut;
  }

  /** A text with {@code user:password@} taken out of whatever looks like a URL. */
  public static String withoutUserInfo(String text) {
    return USER_INFO.matcher(text).replaceAll("://***@");
  }

  boolean isSecret() {
    return content == Content.SECRET;
  }

  int order(String path) {
    return lineOf(path).orElse(0);
  }

  /** The key's own line, or that of the nearest thing around it that has one. */
  private Optional<Integer> lineOf(String path) {
    String at = path;
    while (true) {
      Integer line = lines.get(at);
      if (line != null) {
        return Optional.of(line);
      }
      int cut = Math.max(at.lastIndexOf('.'), at.lastIndexOf('['));
      if (cut < 0) {
        return Optional.empty();
      }
      at = at.substring(0, cut);
    }
  }

  private static String decode(byte[] bytes, String shownAs) throws ConfigException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      throw new ConfigException(List.of(shownAs + ": not UTF-8 text; save the file as UTF-8"));
    }
  }
}
