package io.outpost.agent.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.event.Event;
import io.outpost.agent.event.EventType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What has been read back from the outbox, told in words. */
final class SeenEvents {
  private final ObjectMapper json = new ObjectMapper();
  private int faces;
  private int lanes;

  /** Takes note of an event and says what it tells. */
  String note(Event event) throws IOException {
    JsonNode data = json.readTree(event.json()).path("data");
    if (event.type() == EventType.FACE_CAPTURED) {
      faces++;
      return face(event, data);
    }
    if (event.type() == EventType.LANE_OCCUPIED) {
      lanes++;
      return lane(event, data);
    }
    return "%-5s #%-3d".formatted(event.type().label(), event.sequence());
  }

  /** Whether each kind of event has been there. */
  boolean complete() {
    return faces > 0 && lanes > 0;
  }

  List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (faces == 0) {
      missing.add("a face event");
    }
    if (lanes == 0) {
      missing.add("a lane event");
    }
    return missing;
  }

  private static String face(Event event, JsonNode data) {
    return format(
        "face  #%-3d %s: %.0f pixels wide, quality %.2f, track %d",
        event.sequence(),
        data.path("phase").asText(),
        data.path("boxPixels").path("width").asDouble(),
        data.path("quality").asDouble(),
        data.path("track").asLong());
  }

  private static String lane(Event event, JsonNode data) {
    return format(
        "lane  #%-3d %s: a %s in lane \"%s\" for %.1f s, track %d",
        event.sequence(),
        data.path("phase").asText(),
        data.path("class").asText(),
        data.path("lane").asText(),
        data.path("dwellSeconds").asDouble(),
        data.path("track").asLong());
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
