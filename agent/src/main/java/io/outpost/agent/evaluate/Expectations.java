package io.outpost.agent.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraFile;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.config.ConfigFile;
import io.outpost.agent.config.Suggestion;
import io.outpost.agent.evaluate.CountTruth.Counted;
import io.outpost.agent.evaluate.LaneTruth.Timing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads what is expected, and checks what a schema cannot: that it fits the camera and itself. */
final class Expectations {
  /** As a person reads times from a picture that changes ten to thirty times a second. */
  private static final double DEFAULT_TOLERANCE_SECONDS = 0.5;

  private final ConfigFile file;
  private final JsonNode expect;
  private final Camera camera;
  private final List<String> laneIds;
  private final double tolerance;
  private final List<String> problems = new ArrayList<>();

  /**
   * @param file checked by its schema
   */
  Expectations(ConfigFile file, Camera camera) {
    this.file = file;
    this.expect = file.tree().path("expect");
    this.camera = camera;
    this.laneIds = camera.lanes().stream().map(Lane::id).toList();
    this.tolerance = file.tree().path("tolerance").asDouble(DEFAULT_TOLERANCE_SECONDS);
  }

  Truth complete(Truth.Watched watched) throws ConfigException {
    Truth truth =
        new Truth(
            watched,
            expect.has("lanes") ? Optional.of(lanes()) : Optional.empty(),
            expect.has("faces") ? Optional.of(faces()) : Optional.empty(),
            counts(),
            expect.has("congestion") ? Optional.of(congestion()) : Optional.empty());
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return truth;
  }

  private List<LaneTruth> lanes() {
    List<LaneTruth> lanes = new ArrayList<>();
    for (JsonNode entry : expect.path("lanes")) {
      String path = "expect.lanes[" + lanes.size() + "]";
      known(path + ".lane", entry.path("lane").asText());
      if (entry.has("at") == entry.has("from") || (entry.has("at") && entry.has("to"))) {
        problem(path, "expected either 'at', or 'from' and maybe 'to'; keep one of the two");
      }
      lanes.add(
          new LaneTruth(
              entry.path("lane").asText(),
              when(path, entry),
              entry.has("at") ? Timing.MIDST : entry.has("to") ? Timing.BOTH : Timing.START,
              objectClass(entry.path("class").asText()),
              entry.path("either").asBoolean(false),
              entry.path("tolerance").asDouble(tolerance)));
    }
    return lanes;
  }

  private List<LaneTruth> congestion() {
    List<LaneTruth> queues = new ArrayList<>();
    for (JsonNode entry : expect.path("congestion")) {
      String path = "expect.congestion[" + queues.size() + "]";
      group(path + ".group", entry.path("group").asText());
      queues.add(
          new LaneTruth(
              entry.path("group").asText(),
              when(path, entry),
              entry.has("to") ? Timing.BOTH : Timing.START,
              Optional.empty(),
              entry.path("either").asBoolean(false),
              entry.path("tolerance").asDouble(tolerance)));
    }
    return queues;
  }

  private void group(String path, String group) {
    List<String> groups =
        camera.lanes().stream().flatMap(lane -> lane.terms().group().stream()).distinct().toList();
    if (!groups.contains(group)) {
      problem(
          path,
          "no lane of the camera is of group '%s'; its groups: %s"
              .formatted(group, groups.isEmpty() ? "none" : String.join(", ", groups)));
    }
  }

  private List<FaceTruth> faces() {
    List<FaceTruth> faces = new ArrayList<>();
    for (JsonNode entry : expect.path("faces")) {
      String path = "expect.faces[" + faces.size() + "]";
      faces.add(
          new FaceTruth(
              when(path, entry),
              TruthFile.given(entry, "best").map(best -> when(path + ".best", best)),
              TruthFile.given(entry, "width").map(JsonNode::asDouble),
              TruthFile.given(entry, "area").map(CameraFile::polygon),
              entry.path("either").asBoolean(false),
              entry.path("tolerance").asDouble(tolerance)));
    }
    if (!faces.isEmpty() && !camera.faces().enabled()) {
      problem("expect.faces", "the camera looks for no faces; say so with faces: {enabled: true}");
    }
    return faces;
  }

  private List<CountTruth> counts() {
    List<CountTruth> counts = new ArrayList<>();
    for (JsonNode entry : expect.path("counts")) {
      String path = "expect.counts[" + counts.size() + "]";
      boolean ofLanes = entry.path("events").asText().equals("lanes");
      List<String> of = new ArrayList<>();
      entry.path("of").forEach(lane -> of.add(lane.asText()));
      for (int i = 0; i < of.size(); i++) {
        known(path + ".of[" + i + "]", of.get(i));
      }
      if (!ofLanes && !of.isEmpty()) {
        problem(path + ".of", "faces belong to no lane; take it out");
      }
      if (entry.path("least").asInt() > entry.path("most").asInt()) {
        problem(path + ".most", "is less than 'least'; expected at least as many");
      }
      counts.add(
          new CountTruth(
              ofLanes ? Counted.LANES : Counted.FACES,
              of,
              entry.path("least").asInt(),
              entry.path("most").asInt()));
    }
    return counts;
  }

  private Span when(String path, JsonNode entry) {
    double from = entry.path(entry.has("at") ? "at" : "from").asDouble();
    double to = entry.path("to").asDouble(from);
    if (to < from) {
      problem(path + ".to", "is before 'from'; expected a later time");
      return Span.moment(from);
    }
    return new Span(from, to);
  }

  private void known(String path, String lane) {
    if (!laneIds.contains(lane)) {
      String hint = Suggestion.among(laneIds, lane);
      problem(
          path,
          "the camera has no lane '%s'%s"
              .formatted(
                  lane, hint.isEmpty() ? "; its lanes: " + String.join(", ", laneIds) : hint));
    }
  }

  private static Optional<ObjectClass> objectClass(String label) {
    return Arrays.stream(ObjectClass.values()).filter(c -> c.label().equals(label)).findFirst();
  }

  private void problem(String path, String text) {
    problems.add(file.problem(path, text));
  }
}
