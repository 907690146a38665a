package io.outpost.agent.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A JSON Schema of the agent's own, from its resources. Where a value does not fit, the message
 * continues "expected ..." with the {@code description} in the schema, so every description is
 * written to be read there.
 */
public final class ConfigSchema {
  private final JsonNode source;
  private final Schema schema;

  private ConfigSchema(JsonNode source) {
    this.source = source;
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(source);
  }

  /**
   * @param name as in {@code resources/schema/<name>.schema.json}
   */
  public static ConfigSchema load(String name) {
    return new ConfigSchema(source(name));
  }

  /**
   * A schema in whose files some keys stand as they do in those of another.
   *
   * @param keys of the other's top level, taken over with its {@code $defs}
   */
  public static ConfigSchema load(String name, String other, List<String> keys) {
    ObjectNode own = (ObjectNode) source(name);
    JsonNode lender = source(other);
    own.set("$defs", lender.path("$defs"));
    ObjectNode properties = (ObjectNode) own.path("properties");
    for (String key : keys) {
      properties.set(key, lender.path("properties").path(key));
    }
    return new ConfigSchema(own);
  }

  private static JsonNode source(String name) {
    String resource = "/schema/" + name + ".schema.json";
    try (InputStream in = ConfigSchema.class.getResourceAsStream(resource)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in, "resource " + resource));
    } catch (IOException broken) {
      throw new UncheckedIOException("resource " + resource + " cannot be read", broken);
    }
  }

  /**
   * Checks a file.
   *
   * @throws ConfigException with every problem found, in the order of the file
   */
  public void check(ConfigFile file) throws ConfigException {
    List<Problem> problems = new ArrayList<>();
    for (Error error : schema.validate(file.tree())) {
      if (!error.getKeyword().equals("if")) {
        problems.add(problem(file, error));
      }
    }
    problems.removeAll(problems.stream().filter(one -> isMeant(one, problems)).toList());
    if (!problems.isEmpty()) {
      problems.sort(Comparator.comparingInt(problem -> file.order(problem.path)));
      throw new ConfigException(
          problems.stream().map(problem -> file.problem(problem.path, problem.text)).toList());
    }
  }

  private record Problem(String path, String text) {}

  /** Whether the missing key stands there mistyped: that is one mistake, told once. */
  private static boolean isMeant(Problem missing, List<Problem> problems) {
    String key = missing.path.substring(missing.path.lastIndexOf('.') + 1);
    return missing.text.startsWith("missing;")
        && problems.stream()
            .anyMatch(
                other ->
                    other.text.endsWith("did you mean '" + key + "'?")
                        && other.path.lastIndexOf('.') == missing.path.lastIndexOf('.'));
  }

  private Problem problem(ConfigFile file, Error error) {
    String path = path(error.getInstanceLocation());
    JsonNode around = around(error);
    return switch (error.getKeyword()) {
      case "additionalProperties" -> unknownKey(file, path, error);
      case "required" ->
          new Problem(
              join(path, error.getProperty()),
              "missing; expected " + description(property(around, error.getProperty())));
      case "propertyNames" ->
          new Problem(
              join(path, error.getProperty()),
              "a key that is not " + description(around.path("propertyNames")));
      default -> {
        JsonNode found = error.getInstanceNode();
        String hint =
            error.getKeyword().equals("enum") && found.isTextual()
                ? Suggestion.among(texts(around.path("enum")), found.asText())
                : "";
        String quotes = isUnquotedText(error, found) ? "; put it in quotes" : "";
        yield new Problem(
            path,
            "expected %s, found %s%s%s"
                .formatted(description(around), file.shown(found), hint, quotes));
      }
    };
  }

  private static boolean isUnquotedText(Error error, JsonNode found) {
    return error.getKeyword().equals("type")
        && error.getSchemaNode().asText().equals("string")
        && (found.isNumber() || found.isBoolean());
  }

  private Problem unknownKey(ConfigFile file, String path, Error error) {
    List<String> known = new ArrayList<>();
    around(error).path("properties").fieldNames().forEachRemaining(known::add);
    String knownHere = "; known here: " + String.join(", ", known);
    if (file.isSecret()) { // in {password: a,b} the key is half of the password
      return new Problem(path, "unknown key" + knownHere + "; put a value with a comma in quotes");
    }
    String hint = Suggestion.among(known, error.getProperty());
    return new Problem(
        join(path, error.getProperty()), "unknown key" + (hint.isEmpty() ? knownHere : hint));
  }

  /** The schema that holds the keyword that failed. */
  private JsonNode around(Error error) {
    String fragment = error.getSchemaLocation().getFragment().toString();
    return source.at(JsonPointer.compile(fragment).head());
  }

  private JsonNode property(JsonNode around, String name) {
    JsonNode here = around.path("properties").path(name);
    // A conditional requirement names a property that is described on the level above.
    return here.isMissingNode() ? source.findPath(name) : here;
  }

  private String description(JsonNode schema) {
    String reference = schema.path("$ref").asText();
    if (!schema.has("description") && reference.startsWith("#")) {
      return description(source.at(reference.substring(1)));
    }
    return schema.path("description").asText("something else");
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static String path(NodePath location) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < location.getNameCount(); i++) {
      Object element = location.getElement(i);
      if (element instanceof Integer index) {
        path.append('[').append(index).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(element);
      }
    }
    return path.toString();
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
