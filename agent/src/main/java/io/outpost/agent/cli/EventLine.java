package io.outpost.agent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.event.Event;
import java.io.IOException;
import java.io.UncheckedIOException;

/** An event in one line for people. */
final class EventLine {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EventLine() {}

  /** Such as {@code 2026-11-25T08:00:00Z gate lane.occupied began lane=shoulder class=vehicle}. */
  static String of(Event event) {
    JsonNode data = data(event);
    StringBuilder line = new StringBuilder();
    line.append(event.time()).append(' ').append(event.camera()).append(' ');
    line.append(event.type().label().replaceAll("^outpost\\.|\\.v[0-9]+$", ""));
    line.append(' ').append(data.path("phase").asText());
    for (String key :
        new String[] {
          "track",
          "group",
          "lane",
          "class",
          "signal",
          "source",
          "dwellSeconds",
          "quality",
          "step",
          "reason"
        }) {
      JsonNode value = data.path(key);
      if (value.isValueNode() && !value.isNull()) {
        line.append(' ').append(key).append('=').append(value.asText());
      }
    }
    if (!event.images().isEmpty()) {
      line.append(" images=").append(event.images().size());
    }
    return line.toString();
  }

  private static JsonNode data(Event event) {
    try {
      return JSON.readTree(event.json()).path("data");
    } catch (IOException malformed) {
      throw new UncheckedIOException("event " + event.id() + " is not JSON", malformed);
    }
  }
}
