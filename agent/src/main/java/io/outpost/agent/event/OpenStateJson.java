package io.outpost.agent.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.agent.analysis.Image;
import io.outpost.agent.analysis.OpenQueue;
import io.outpost.agent.analysis.OpenState;
import io.outpost.agent.analysis.OpenStay;
import io.outpost.agent.analysis.OpenStay.Before;
import io.outpost.agent.analysis.OpenStay.Sight;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.Box;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Stays and queues that have not ended, as they are kept on the disk. For this version of the agent
 * alone: what it cannot read, it reports and forgets.
 */
public final class OpenStateJson {
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private OpenStateJson() {}

  /**
   * Empty for none.
   *
   * @param camera whose it is
   */
  public static OpenRecord write(OpenState open, Camera camera) {
    if (open.isEmpty()) {
      return OpenRecord.NONE;
    }
    Map<String, byte[]> stills = new HashMap<>();
    ObjectNode all = JSON.createObjectNode().put("version", VERSION);
    ArrayNode list = all.putArray("stays");
    for (OpenStay stay : open.stays()) {
      ObjectNode node = list.addObject();
      write(stay, node);
      EntryStillsJson.write(stay, camera, node, stills);
    }
    ArrayNode queues = all.putArray("queues");
    open.queues().forEach(queue -> write(queue, queues.addObject()));
    return new OpenRecord(all.toString(), stills);
  }

  private static void write(OpenStay stay, ObjectNode node) {
    node.put("lane", stay.lane())
        .put("id", stay.id())
        .put("track", stay.track())
        .put("class", stay.objectClass().label())
        .put("began", stay.began())
        .put("presentAtStart", stay.presentAtStart())
        .put("standing", stay.standing());
    ObjectNode before = node.putObject("beforeMicros");
    before
        .put("entered", stay.before().entered())
        .put("counted", stay.before().counted())
        .put("told", stay.before().told())
        .put("moves", stay.before().moves());
    stay.before().heading().ifPresent(micros -> before.put("heading", micros));
    Sight last = stay.last();
    ObjectNode sight = node.putObject("last");
    write(last.mediaMicros(), last.captureTime(), sight);
    sight
        .put("x", last.box().x())
        .put("y", last.box().y())
        .put("width", last.box().width())
        .put("height", last.box().height())
        .put("pictureWidth", last.pictureWidth())
        .put("pictureHeight", last.pictureHeight());
  }

  private static void write(OpenQueue queue, ObjectNode node) {
    node.put("group", queue.group())
        .put("durationNanos", queue.duration().toNanos())
        .put("standing", queue.standing());
    ArrayNode lanes = node.putArray("lanes");
    queue.lanes().forEach(lanes::add);
    write(queue.mediaMicros(), queue.captureTime(), node.putObject("last"));
  }

  private static void write(long mediaMicros, CaptureTime time, ObjectNode node) {
    node.put("mediaMicros", mediaMicros)
        .put("time", time.instant().toString())
        .put("timeSource", time.source().label())
        .put("timeErrorNanos", time.errorBound().toNanos());
  }

  /**
   * Reads what was written.
   *
   * @param camera whose it is, as it is now
   * @param lost told of each stay whose still cannot be had, and why: it goes on without
   * @throws IOException when it is something else
   */
  public static OpenState read(OpenRecord record, Camera camera, Consumer<String> lost)
      throws IOException {
    return read(
        record.text(),
        stay -> {
          try {
            return EntryStillsJson.read(stay, camera, record.stills());
          } catch (IOException why) {
            lost.accept("stay " + stay.path("id").asText() + ": " + why.getMessage());
            return List.of();
          }
        });
  }

  /**
   * Reads what was written, without stills.
   *
   * @throws IOException when it is something else
   */
  public static OpenState read(String text) throws IOException {
    return read(text, stay -> List.of());
  }

  private static OpenState read(String text, Function<JsonNode, List<Image>> entry)
      throws IOException {
    if (text.isEmpty()) {
      return OpenState.NONE;
    }
    try {
      JsonNode all = JSON.readTree(text);
      if (all.path("version").asInt() != VERSION) {
        throw new IOException(
            "what is open is of version " + all.path("version") + ", expected " + VERSION);
      }
      List<OpenStay> stays = new ArrayList<>();
      for (JsonNode node : all.required("stays")) {
        stays.add(stay(node, entry.apply(node)));
      }
      List<OpenQueue> queues = new ArrayList<>();
      for (JsonNode node : all.path("queues")) { // None before there were any.
        queues.add(queue(node));
      }
      return new OpenState(stays, queues);
    } catch (JsonProcessingException | RuntimeException broken) {
      throw new IOException("what is open cannot be read: " + broken.getMessage(), broken);
    }
  }

  private static OpenStay stay(JsonNode node, List<Image> entry) {
    JsonNode before = node.required("beforeMicros");
    return new OpenStay(
        node.required("lane").asText(),
        node.required("id").asText(),
        node.required("track").asLong(),
        objectClass(node.required("class").asText()),
        node.required("began").asBoolean(),
        node.required("presentAtStart").asBoolean(),
        node.required("standing").asBoolean(),
        new Before(
            before.required("entered").asLong(),
            before.required("counted").asLong(),
            before.required("told").asLong(),
            before.required("moves").asLong(),
            before.has("heading")
                ? OptionalLong.of(before.path("heading").asLong())
                : OptionalLong.empty()),
        sight(node.required("last")),
        entry);
  }

  private static OpenQueue queue(JsonNode node) {
    List<String> lanes = new ArrayList<>();
    node.required("lanes").forEach(lane -> lanes.add(lane.asText()));
    JsonNode last = node.required("last");
    return new OpenQueue(
        node.required("group").asText(),
        lanes,
        Duration.ofNanos(node.required("durationNanos").asLong()),
        node.required("standing").asInt(),
        last.required("mediaMicros").asLong(),
        time(last));
  }

  private static CaptureTime time(JsonNode last) {
    return new CaptureTime(
        Instant.parse(last.required("time").asText()),
        source(last.required("timeSource").asText()),
        Duration.ofNanos(last.required("timeErrorNanos").asLong()));
  }

  private static Sight sight(JsonNode last) {
    return new Sight(
        last.required("mediaMicros").asLong(),
        time(last),
        new Box(
            last.required("x").asDouble(),
            last.required("y").asDouble(),
            last.required("width").asDouble(),
            last.required("height").asDouble()),
        last.required("pictureWidth").asInt(),
        last.required("pictureHeight").asInt());
  }

  private static ObjectClass objectClass(String label) {
    for (ObjectClass one : ObjectClass.values()) {
      if (one.label().equals(label)) {
        return one;
      }
    }
    throw new IllegalArgumentException("no such class: " + label);
  }

  private static CaptureTime.Source source(String label) {
    for (CaptureTime.Source one : CaptureTime.Source.values()) {
      if (one.label().equals(label)) {
        return one;
      }
    }
    throw new IllegalArgumentException("no such source of a time: " + label);
  }
}
