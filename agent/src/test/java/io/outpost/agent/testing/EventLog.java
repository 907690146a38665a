package io.outpost.agent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.verify.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a receiver can prove from the file of events: nothing is missing, nothing came under two
 * ids, nothing was changed.
 */
public final class EventLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  public EventLog(Path file) {
    this.file = file;
  }

  /** Whole lines that are there now. */
  public int lines() {
    return read().size();
  }

  private List<String> read() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      int end = text.lastIndexOf('\n') + 1;
      return text.substring(0, end).lines().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The reasons for which a receiver would not believe this log; none when it is whole. */
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    Map<String, String> byId = new HashMap<>();
    Map<String, Map<Long, String>> bySource = new TreeMap<>();
    for (String line : read()) {
      JsonNode event = parse(line);
      String id = event.path("id").asText();
      String before = byId.putIfAbsent(id, line);
      if (before != null && !before.equals(line)) {
        faults.add("two events under the id " + id);
      }
      long sequence = Long.parseLong(event.path("sequence").asText());
      String source = event.path("source").asText();
      String other =
          bySource.computeIfAbsent(source, any -> new TreeMap<>()).putIfAbsent(sequence, id);
      if (other != null && !other.equals(id)) {
        faults.add(source + ": sequence " + sequence + " under two ids: " + other + ", " + id);
      }
    }
    bySource.forEach((source, given) -> addGaps(source, given, faults));
    addFlaws(faults);
    return faults;
  }

  /** What {@code outpost events verify} would say; also of the images. */
  private void addFlaws(List<String> faults) {
    try {
      Verification.Result result = Verification.ofFiles(List.of(file));
      if (!result.ok()) {
        faults.add(result.toString());
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void addGaps(String source, Map<Long, String> given, List<String> faults) {
    for (long sequence = 1; sequence <= given.size(); sequence++) {
      if (!given.containsKey(sequence)) {
        faults.add(source + ": sequence " + sequence + " is missing of " + given.keySet());
      }
    }
  }

  /** Ids in the order of their first delivery. */
  public List<String> ids() {
    return read().stream().map(line -> parse(line).path("id").asText()).distinct().toList();
  }

  /** Events in the order of their first delivery. */
  public List<JsonNode> events() {
    Map<String, JsonNode> byId = new LinkedHashMap<>();
    read().stream()
        .map(EventLog::parse)
        .forEach(one -> byId.putIfAbsent(one.path("id").asText(), one));
    return List.copyOf(byId.values());
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException broken) {
      throw new UncheckedIOException("not JSON: " + line, broken);
    }
  }
}
