package io.outpost.agent.camera;

import com.fasterxml.jackson.databind.JsonNode;
import io.outpost.agent.camera.Direction.Sense;
import io.outpost.agent.config.ConfigFile;
import io.outpost.agent.config.Units;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the lanes of a camera's file, which its schema has let through. */
final class LaneReader {
  private final ConfigFile file;
  private final List<String> problems;

  /**
   * @param problems to which is added what is wrong
   */
  LaneReader(ConfigFile file, List<String> problems) {
    this.file = file;
    this.problems = problems;
  }

  List<Lane> lanes() {
    List<Lane> lanes = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode lane : file.tree().path("lanes")) {
      String path = "lanes[" + lanes.size() + "]";
      String id = lane.path("id").asText();
      if (!ids.add(id)) {
        problems.add(file.problem(path + ".id", "'" + id + "' is taken by a lane above"));
      }
      lanes.add(
          new Lane(
              id,
              CameraFile.polygon(lane.path("polygon")),
              Units.duration(lane.path("dwell").asText()),
              classes(lane.path("classes")),
              terms(lane, path)));
    }
    checkGroups(lanes);
    return lanes;
  }

  /** In a group of one lane a single vehicle that stands would be a queue. */
  private void checkGroups(List<Lane> lanes) {
    List<String> groups = lanes.stream().flatMap(lane -> lane.terms().group().stream()).toList();
    for (int i = 0; i < lanes.size(); i++) {
      Optional<String> group = lanes.get(i).terms().group();
      if (group.isPresent() && Collections.frequency(groups, group.get()) == 1) {
        problems.add(
            file.problem(
                "lanes[" + i + "].group",
                "'"
                    + group.get()
                    + "' has this lane alone; name all lanes of one direction, or take it out"));
      }
    }
  }

  private static Set<ObjectClass> classes(JsonNode labels) {
    Set<ObjectClass> classes = EnumSet.noneOf(ObjectClass.class);
    for (JsonNode label : labels) {
      for (ObjectClass candidate : ObjectClass.values()) {
        if (candidate.label().equals(label.asText())) {
          classes.add(candidate);
        }
      }
    }
    return classes.isEmpty() ? Set.of(ObjectClass.VEHICLE) : classes;
  }

  private LaneTerms terms(JsonNode lane, String path) {
    String motion = lane.path("motion").asText(Motion.ANY.label());
    LaneTerms terms =
        new LaneTerms(
            direction(lane.path("direction"), path + ".direction"),
            Motion.of(motion)
                .orElseThrow(
                    () -> new IllegalStateException("the schema let through motion " + motion)),
            hours(lane.path("hours"), path + ".hours"),
            Optional.ofNullable(lane.path("group").textValue()));
    return terms
        .fasterThan(minimumSpeed(lane.path("minimumSpeed"), path + ".minimumSpeed"))
        .atPreset(preset(lane.path("preset"), path + ".preset"));
  }

  private Optional<String> preset(JsonNode preset, String path) {
    if (!preset.isMissingNode() && file.tree().at("/onvif/service").isMissingNode()) {
      problems.add(
          file.problem(
              path,
              "the camera is asked by ONVIF where it looks; give 'onvif: {service: ...}', as"
                  + " 'outpost camera add' finds it"));
    }
    return Optional.ofNullable(preset.textValue());
  }

  private Optional<Double> minimumSpeed(JsonNode speed, String path) {
    if (speed.isMissingNode()) {
      return Optional.empty();
    }
    if (!file.tree().has("ground")) {
      problems.add(
          file.problem(
              path, "speeds are measured on the ground; give 'ground:', four points in metres"));
    }
    return Optional.of(speed.asDouble());
  }

  List<DayHours> hours(JsonNode list, String path) {
    List<DayHours> all = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      try {
        all.add(DayHours.parse(list.get(i).asText()));
      } catch (IllegalArgumentException refused) {
        problems.add(file.problem(path + "[" + i + "]", String.valueOf(refused.getMessage())));
      }
    }
    return all;
  }

  private Optional<Direction> direction(JsonNode arrow, String path) {
    if (arrow.isMissingNode()) {
      return Optional.empty();
    }
    String only = arrow.path("only").asText();
    Sense sense =
        Sense.of(only)
            .orElseThrow(() -> new IllegalStateException("the schema let through only " + only));
    try {
      return Optional.of(
          new Direction(
              CameraFile.point(arrow.path("from")), CameraFile.point(arrow.path("to")), sense));
    } catch (IllegalArgumentException refused) {
      problems.add(file.problem(path, String.valueOf(refused.getMessage())));
      return Optional.empty();
    }
  }
}
