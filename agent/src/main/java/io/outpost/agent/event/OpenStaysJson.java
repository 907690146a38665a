package io.outpost.agent.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.agent.analysis.OpenStay;
import io.outpost.agent.analysis.OpenStay.Before;
import io.outpost.agent.analysis.OpenStay.Sight;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.Box;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Stays that have not ended, as they are kept on the disk. For this version of the agent alone:
 * what it cannot read, it reports and forgets.
 */
public final class OpenStaysJson {
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private OpenStaysJson() {}

  /** Empty for none. */
  public static String write(List<OpenStay> stays) {
    if (stays.isEmpty()) {
      return "";
    }
    ObjectNode all = JSON.createObjectNode().put("version", VERSION);
    ArrayNode list = all.putArray("stays");
    stays.forEach(stay -> write(stay, list.addObject()));
    return all.toString();
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
    CaptureTime time = last.captureTime();
    node.putObject("last")
        .put("mediaMicros", last.mediaMicros())
        .put("time", time.instant().toString())
        .put("timeSource", time.source().label())
        .put("timeErrorNanos", time.errorBound().toNanos())
        .put("x", last.box().x())
        .put("y", last.box().y())
        .put("width", last.box().width())
        .put("height", last.box().height())
        .put("pictureWidth", last.pictureWidth())
        .put("pictureHeight", last.pictureHeight());
  }

  /**
   * Reads what was written.
   *
   * @throws IOException when it is something else
   */
  public static List<OpenStay> read(String text) throws IOException {
    if (text.isEmpty()) {
      return List.of();
    }
    try {
      JsonNode all = JSON.readTree(text);
      if (all.path("version").asInt() != VERSION) {
        throw new IOException(
            "open stays are of version " + all.path("version") + ", expected " + VERSION);
      }
      List<OpenStay> stays = new ArrayList<>();
      for (JsonNode node : all.required("stays")) {
        stays.add(stay(node));
      }
      return stays;
    } catch (JsonProcessingException | RuntimeException broken) {
      throw new IOException("open stays cannot be read: " + broken.getMessage(), broken);
    }
  }

  private static OpenStay stay(JsonNode node) {
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
        sight(node.required("last")));
  }

  private static Sight sight(JsonNode last) {
    return new Sight(
        last.required("mediaMicros").asLong(),
        new CaptureTime(
            Instant.parse(last.required("time").asText()),
            source(last.required("timeSource").asText()),
            Duration.ofNanos(last.required("timeErrorNanos").asLong())),
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
