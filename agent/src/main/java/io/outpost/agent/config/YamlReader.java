package io.outpost.agent.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.agent.config.ConfigFile.Content;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Turns the parser's events into a tree and remembers where each key stands. Working on events
 * leaves YAML's types, tags and references out altogether. Serves one file.
 */
final class YamlReader {
  /** Deepest nesting of mappings and lists. */
  static final int MAX_DEPTH = 16;

  /** Most mappings, lists and scalars in a file. */
  static final int MAX_NODES = 50_000;

  private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9]{0,17})");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]+|(0|[1-9][0-9]*)(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?");

  private final String shownAs;
  private final Content content;
  private final Map<String, Integer> lines = new HashMap<>();
  private int nodes;
  private int depth;

  YamlReader(String shownAs, Content content) {
    this.shownAs = shownAs;
    this.content = content;
  }

  Map<String, Integer> lines() {
    return lines;
  }

  JsonNode read(String text) throws ConfigException {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(ConfigFile.MAX_FILE_BYTES);
    try {
      Iterator<Event> events = new Yaml(options).parse(new StringReader(text)).iterator();
      return document(events);
    } catch (MarkedYAMLException malformed) {
      throw malformed(malformed.getProblemMark(), String.valueOf(malformed.getProblem()));
    } catch (YAMLException malformed) {
      throw malformed(null, "a character that YAML does not allow");
    }
  }

  /** The kind of value a plain scalar stands for in YAML 1.2's core. */
  static JsonNode plainValue(String text) {
    JsonNodeFactory values = JsonNodeFactory.instance;
    if (text.isEmpty() || text.equals("~") || text.equals("null")) {
      return values.nullNode();
    }
    if (text.equals("true") || text.equals("false")) {
      return values.booleanNode(text.equals("true"));
    }
    if (INTEGER.matcher(text).matches()) {
      return values.numberNode(Long.parseLong(text));
    }
    if (DECIMAL.matcher(text).matches()) {
      return values.numberNode(Double.parseDouble(text));
    }
    return values.textNode(text);
  }

  private JsonNode document(Iterator<Event> events) throws ConfigException {
    JsonNode tree = JsonNodeFactory.instance.objectNode();
    boolean seen = false;
    while (events.hasNext()) {
      Event event = events.next();
      if (!(event instanceof NodeEvent)) {
        continue; // marks of stream and document
      }
      if (seen) {
        throw malformed(event.getStartMark(), "a second document; keep one per file");
      }
      seen = true;
      JsonNode value = value(event, events, "");
      tree = value.isNull() ? tree : value;
    }
    return tree;
  }

  private JsonNode value(Event event, Iterator<Event> events, String path) throws ConfigException {
    lines.putIfAbsent(path, event.getStartMark().getLine() + 1);
    if (++nodes > MAX_NODES) {
      throw malformed(event.getStartMark(), "more than " + MAX_NODES + " values");
    }
    refuseReferences(event);
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar);
    }
    if (++depth > MAX_DEPTH) {
      throw malformed(event.getStartMark(), "nested more than " + MAX_DEPTH + " deep");
    }
    JsonNode collection =
        event instanceof SequenceStartEvent ? sequence(events, path) : mapping(events, path);
    depth--;
    return collection;
  }

  private void refuseReferences(Event event) throws ConfigException {
    if (event instanceof AliasEvent
        || (event instanceof NodeEvent node && node.getAnchor() != null)) {
      throw malformed(
          event.getStartMark(), "anchors and aliases (&, *) are not read; write the value out");
    }
    String tag =
        event instanceof ScalarEvent scalar
            ? scalar.getTag()
            : event instanceof MappingStartEvent mapping
                ? mapping.getTag()
                : event instanceof SequenceStartEvent sequence ? sequence.getTag() : null;
    if (tag != null) {
      throw malformed(event.getStartMark(), "tags (!) are not read; put the value in quotes");
    }
  }

  private JsonNode scalar(ScalarEvent scalar) {
    if (content == Content.SECRET && !scalar.getValue().isEmpty()) {
      return JsonNodeFactory.instance.textNode(scalar.getValue());
    }
    return scalar.isPlain()
        ? plainValue(scalar.getValue())
        : JsonNodeFactory.instance.textNode(scalar.getValue());
  }

  private JsonNode sequence(Iterator<Event> events, String path) throws ConfigException {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Event event = events.next(); !event.is(Event.ID.SequenceEnd); event = events.next()) {
      list.add(value(event, events, path + "[" + list.size() + "]"));
    }
    return list;
  }

  private JsonNode mapping(Iterator<Event> events, String path) throws ConfigException {
    ObjectNode mapping = JsonNodeFactory.instance.objectNode();
    for (Event event = events.next(); !event.is(Event.ID.MappingEnd); event = events.next()) {
      refuseReferences(event);
      if (!(event instanceof ScalarEvent key)) {
        throw malformed(event.getStartMark(), "a key must be a plain word");
      }
      String name = key.getValue();
      String keyPath = path.isEmpty() ? name : path + "." + name;
      if (mapping.has(name)) {
        throw malformed(key.getStartMark(), "'" + name + "' is given twice; keep one");
      }
      lines.put(keyPath, key.getStartMark().getLine() + 1);
      mapping.set(name, value(events.next(), events, keyPath));
    }
    return mapping;
  }

  private ConfigException malformed(@Nullable Mark mark, String problem) {
    String where = mark == null ? shownAs : shownAs + ":" + (mark.getLine() + 1);
    // The parser quotes what it stumbles over, which in a file of passwords may be part of one.
    String what =
        content == Content.SECRET ? "cannot be read; put user and password in quotes" : problem;
    return new ConfigException(where + ": not plain YAML: " + what);
  }
}
