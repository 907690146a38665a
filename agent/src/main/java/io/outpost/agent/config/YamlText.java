package io.outpost.agent.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Writes YAML as a person would: a block for the file and for lists of mappings, one line for the
 * small things inside.
 */
public final class YamlText {
  private YamlText() {}

  /**
   * @param file of texts, numbers, booleans, lists and maps, in the order to be written
   */
  public static String of(Map<String, ?> file) {
    DumperOptions options = new DumperOptions();
    options.setWidth(10_000); // a polygon stays on its line
    options.setIndent(2);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    options.setSplitLines(false);
    options.setAllowUnicode(true);
    StringWriter text = new StringWriter();
    new Yaml(options).serialize(mapping(file, FlowStyle.BLOCK), text);
    return text.toString();
  }

  private static Node node(Object value) {
    if (value instanceof Map<?, ?> map) {
      return mapping(map, hasUrl(map) ? FlowStyle.BLOCK : FlowStyle.FLOW);
    }
    if (value instanceof List<?> list) {
      return sequence(list);
    }
    if (value instanceof String text) {
      return text(text);
    }
    return new ScalarNode(tag(value), number(value), null, null, ScalarStyle.PLAIN);
  }

  private static Node mapping(Map<?, ?> map, FlowStyle style) {
    List<NodeTuple> entries = new ArrayList<>();
    map.forEach((key, value) -> entries.add(new NodeTuple(text(key.toString()), node(value))));
    return new MappingNode(Tag.MAP, entries, style);
  }

  /** On one line an address would have to stand in quotes. */
  private static boolean hasUrl(Map<?, ?> map) {
    return map.values().stream().anyMatch(value -> value.toString().contains("://"));
  }

  private static Node sequence(List<?> list) {
    boolean block = !list.isEmpty() && list.get(0) instanceof Map;
    List<Node> items = new ArrayList<>();
    for (Object item : list) {
      items.add(
          block && item instanceof Map<?, ?> map ? mapping(map, FlowStyle.BLOCK) : node(item));
    }
    return new SequenceNode(Tag.SEQ, items, block ? FlowStyle.BLOCK : FlowStyle.FLOW);
  }

  /** Quoted where it would be read as something else than text. */
  private static ScalarNode text(String text) {
    JsonNode readAs = YamlReader.plainValue(text);
    return new ScalarNode(
        Tag.STR,
        text,
        null,
        null,
        readAs.isTextual() ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED);
  }

  private static String number(Object value) {
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
      return Long.toString(number.longValue());
    }
    return value.toString();
  }

  /** As the emitter will resolve it, or it would write the tag out. */
  private static Tag tag(Object value) {
    if (value instanceof Boolean) {
      return Tag.BOOL;
    }
    return number(value).contains(".") || number(value).contains("E") ? Tag.FLOAT : Tag.INT;
  }
}
