package io.outpost.agent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a receiver can prove from the file of events: nothing is missing, nothing came under two
 * ids.
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
    Map<Long, String> bySequence = new TreeMap<>();
    for (String line : read()) {
      JsonNode event = parse(line);
      String id = event.path("id").asText();
      String before = byId.putIfAbsent(id, line);
      if (before != null && !before.equals(line)) {
        faults.add("two events under the id " + id);
      }
      long sequence = Long.parseLong(event.path("sequence").asText());
      String other = bySequence.putIfAbsent(sequence, id);
      if (other != null && !other.equals(id)) {
        faults.add("sequence " + sequence + " under two ids: " + other + ", " + id);
      }
    }
    for (long sequence = 1; sequence <= bySequence.size(); sequence++) {
      if (!bySequence.containsKey(sequence)) {
        faults.add("sequence " + sequence + " is missing of " + bySequence.keySet());
      }
    }
    return faults;
  }

  /** Ids in the order of their first delivery. */
  public List<String> ids() {
    return read().stream().map(line -> parse(line).path("id").asText()).distinct().toList();
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException broken) {
      throw new UncheckedIOException("not JSON: " + line, broken);
    }
  }
}
