package io.outpost.agent.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.event.EventType;
import io.outpost.agent.vision.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was told of a clip, read as a receiver reads it: from {@code events.jsonl}.
 *
 * @param queues each as an occupation of its group
 */
public record Told(List<Occupation> occupations, List<Shot> shots, List<Occupation> queues) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Told {
    occupations = List.copyOf(occupations);
    shots = List.copyOf(shots);
    queues = List.copyOf(queues);
  }

  /**
   * @param seconds how long the clip is; what did not end, ends with it
   */
  static Told read(Path events, double seconds) throws IOException {
    Reading reading = new Reading(seconds);
    for (String line : Files.readAllLines(events)) {
      reading.take(JSON.readTree(line));
    }
    return reading.told();
  }

  /** Joins the events of an occupation, which come one after the other. */
  private static final class Reading {
    private final double seconds;
    private final List<Occupation> occupations = new ArrayList<>();
    private final List<Shot> shots = new ArrayList<>();
    // By lane and track: a body is in a lane once at a time.
    private final Map<String, Integer> open = new LinkedHashMap<>();
    private final Map<String, Occupation> queues = new LinkedHashMap<>();
    private final List<Occupation> ended = new ArrayList<>();

    Reading(double seconds) {
      this.seconds = seconds;
    }

    void take(JsonNode event) {
      JsonNode data = event.path("data");
      String type = event.path("type").asText();
      if (type.equals(EventType.FACE_CAPTURED.label()) && isPhase(data, "ended")) {
        shots.add(shot(data));
      } else if (type.equals(EventType.LANE_OCCUPIED.label())) {
        occupation(data);
      } else if (type.equals(EventType.CONGESTION_NOTICED.label())) {
        queue(data);
      }
    }

    /** Of one group there is one at a time. */
    private void queue(JsonNode data) {
      String group = data.path("group").asText();
      double at = data.path("mediaSeconds").asDouble();
      if (isPhase(data, "ended")) {
        queues.computeIfPresent(
            group,
            (any, open) -> {
              ended.add(queue(data, new Span(open.when().from(), at)));
              return null;
            });
      } else {
        double since = at - data.path("durationSeconds").asDouble();
        queues.put(group, queue(data, new Span(since, Math.max(at, seconds))));
      }
    }

    private static Occupation queue(JsonNode data, Span when) {
      return new Occupation(0, data.path("group").asText(), "", when, seen(data), image(data));
    }

    private void occupation(JsonNode data) {
      String key = data.path("lane").asText() + "/" + data.path("track").asLong();
      double at = data.path("mediaSeconds").asDouble();
      if (isPhase(data, "began")) {
        double entered = at - data.path("dwellSeconds").asDouble();
        open.put(key, occupations.size());
        occupations.add(
            new Occupation(
                data.path("track").asLong(),
                data.path("lane").asText(),
                data.path("class").asText(),
                new Span(entered, Math.max(at, seconds)),
                seen(data),
                image(data)));
        return;
      }
      Integer index = isPhase(data, "ended") ? open.remove(key) : null;
      if (index != null) {
        Occupation one = occupations.get(index);
        Span when = new Span(one.when().from(), at);
        occupations.set(
            index,
            new Occupation(
                one.track(), one.lane(), one.objectClass(), when, one.seen(), one.image()));
      }
    }

    private static Shot shot(JsonNode data) {
      return new Shot(
          data.path("track").asLong(),
          data.path("mediaSeconds").asDouble(),
          data.path("shot").path("widthPixels").asDouble(),
          data.path("quality").asDouble(),
          seen(data),
          image(data));
    }

    private static boolean isPhase(JsonNode data, String phase) {
      return data.path("phase").asText().equals(phase);
    }

    private static Seen seen(JsonNode data) {
      JsonNode box = data.path("box");
      return new Seen(
          new Box(
              box.path("x").asDouble(),
              box.path("y").asDouble(),
              box.path("width").asDouble(),
              box.path("height").asDouble()),
          data.path("picture").path("width").asInt(),
          data.path("picture").path("height").asInt());
    }

    private static Optional<String> image(JsonNode data) {
      return Optional.ofNullable(data.path("images").path(0).path("sha256").textValue());
    }

    Told told() {
      return new Told(occupations, shots, LaneResult.joined(ended, List.copyOf(queues.values())));
    }
  }
}
