package io.outpost.agent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Brings the truth of the footage beside the repository, of which every file has a form of its own,
 * into files that {@code outpost evaluate} reads. Traffic is watched for faces too and people for
 * traffic, for neither may be told of.
 */
public final class SharedTruth {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double TRAFFIC_HEIGHT = 360;

  /** How exact a crossing is that was read from a slit-scan image. */
  private static final double CROSSING_TOLERANCE = 0.3;

  /** How long the clips are in which people come nearer. */
  private static final Map<String, Double> SHORT_SECONDS =
      Map.of(
          "face-demographics-walking.mp4", 2.917, "face-demographics-walking-and-pause.mp4", 3.417);

  private final Path footage;
  private final Path into;

  private SharedTruth(Path footage, Path into) {
    this.footage = footage;
    this.into = into;
  }

  /** Skips the test where the footage is not there. */
  public static void convert(Path into) throws IOException {
    Path footage = Requires.shared("footage");
    Files.createDirectories(into);
    SharedTruth truth = new SharedTruth(footage, into);
    truth.carDetection();
    truth.facesAsl();
    truth.shortClips();
    truth.streetCamera();
    truth.traffic();
  }

  /** Presence of the whole car, seen from straight above. */
  private void carDetection() throws IOException {
    JsonNode seen = read("car-detection");
    ObjectNode file = begin("car-detection.mp4", 20);
    file.put("tolerance", seen.path("tolerance_s").asDouble());
    lane(file, "everywhere", 0, 1);
    ArrayNode lanes = expectedLanes(file);
    for (JsonNode car : seen.path("presence")) {
      lanes
          .addObject()
          .put("lane", "everywhere")
          .put("from", car.path("from_s").asDouble())
          .put("to", car.path("to_s").asDouble())
          .put("class", "vehicle")
          .put("note", car.path("car").asText());
    }
    count(file, "lanes", seen.path("vehicles").asInt(), seen.path("vehicles").asInt());
    write(file);
  }

  /** All stand with their heads in the upper third; hands and the skull print are below it. */
  private void facesAsl() throws IOException {
    JsonNode seen = read("faces_asl_dev");
    ObjectNode file = begin("faces_asl_dev.mp4", 20);
    lane(file, "everywhere", 0, 1);
    expectedLanes(file);
    for (JsonNode segment : seen.path("segments")) {
      ObjectNode face = expectedFaces(file).addObject();
      face.put("from", segment.path("from_s").asDouble())
          .put("to", segment.path("to_s").asDouble());
      face.put("tolerance", 0.1).put("note", segment.path("who").asText());
      rectangle(face.putArray("area"), new double[] {0, 0.1, 1, 0.4});
    }
    count(file, "faces", 10, 11);
    write(file);
  }

  /** Those who come nearer are best seen in the last third. */
  private void shortClips() throws IOException {
    for (Map.Entry<String, JsonNode> clip : read("faces_short_clips").path("clips").properties()) {
      ObjectNode file = begin(clip.getKey(), 20);
      lane(file, "everywhere", 0, 1);
      ArrayNode lanes = expectedLanes(file);
      for (int i = 0; i < clip.getValue().path("vehicles").asInt(); i++) {
        lanes.addObject().put("lane", "everywhere").put("at", 1.5).put("tolerance", 1.5);
      }
      for (int i = 0; i < clip.getValue().path("faces").asInt(); i++) {
        double seconds = Objects.requireNonNull(SHORT_SECONDS.get(clip.getKey()));
        ObjectNode face = expectedFaces(file).addObject().put("from", 0).put("to", seconds);
        face.putObject("best").put("from", seconds * 2 / 3).put("to", seconds);
        if (clip.getKey().equals("face-demographics-walking.mp4")) {
          face.put("width", 23); // "22-24 px wide" at the end
        }
      }
      write(file);
    }
  }

  /** The near road alone, from the line at which cars are counted down to the picture's edge. */
  private void streetCamera() throws IOException {
    JsonNode seen = read("street_camera");
    ObjectNode file = begin("street_camera.mp4", 20);
    ArrayNode corners = lane(file, "road").putArray("polygon");
    for (double[] corner : new double[][] {{0.31, 0.54}, {0.78, 0.54}, {1, 1}, {0.31, 1}}) {
      corners.addArray().add(corner[0]).add(corner[1]);
    }
    for (JsonNode time : seen.path("times")) {
      crossing(file, "road", time.asDouble());
    }
    count(file, "lanes", seen.path("vehicles").asInt(), seen.path("vehicles").asInt());
    write(file);
  }

  /**
   * Crossings of the line in the middle of lanes as wide as the picture. A vehicle that had passed
   * the line before the clip began, or has not come to it when the clip ends, is in the lane and
   * not in the truth: one of each may be told of or not.
   */
  private void traffic() throws IOException {
    JsonNode seen = read("traffic");
    ObjectNode file = begin("traffic.mp4", 20);
    double end = seen.path("frames").asInt() / seen.path("fps").asDouble();
    for (Map.Entry<String, JsonNode> one : seen.path("lanes").properties()) {
      String id = one.getKey().replaceFirst("_.*", "").toLowerCase(Locale.ROOT);
      JsonNode rows = one.getValue().path("y");
      lane(file, id, rows.get(0).asInt() / TRAFFIC_HEIGHT, rows.get(1).asInt() / TRAFFIC_HEIGHT);
      for (JsonNode time : one.getValue().path("times")) {
        crossing(file, id, time.asDouble());
      }
      if (one.getValue().path("vehicles").asInt() > 0) {
        expectedLanes(file).addObject().put("lane", id).put("at", 0).put("either", true);
        expectedLanes(file).addObject().put("lane", id).put("at", end).put("either", true);
      }
    }
    JsonNode total = seen.path("total_crossings");
    count(file, "lanes", total.get(0).asInt(), total.get(1).asInt());
    write(file);
  }

  private JsonNode read(String name) throws IOException {
    return JSON.readTree(footage.resolve("truth/" + name + ".json").toFile());
  }

  private ObjectNode begin(String clip, int minWidth) {
    ObjectNode file = JSON.createObjectNode();
    file.put("version", 1);
    file.put("clip", footage.resolve(clip).toAbsolutePath().normalize().toString());
    file.putObject("faces").put("enabled", true).put("minWidth", minWidth);
    file.putArray("lanes");
    ObjectNode expect = file.putObject("expect");
    expect.putArray("lanes");
    expect.putArray("faces");
    expect.putArray("counts");
    return file;
  }

  private void write(ObjectNode file) throws IOException {
    String clip = Path.of(file.path("clip").asText()).getFileName().toString();
    Files.writeString(
        into.resolve(clip.replace(".mp4", ".truth.json")), file.toPrettyString() + "\n");
  }

  private static ArrayNode expectedLanes(ObjectNode file) {
    return (ArrayNode) file.path("expect").path("lanes");
  }

  private static ArrayNode expectedFaces(ObjectNode file) {
    return (ArrayNode) file.path("expect").path("faces");
  }

  private static void crossing(ObjectNode file, String lane, double at) {
    expectedLanes(file)
        .addObject()
        .put("lane", lane)
        .put("at", at)
        .put("class", "vehicle")
        .put("tolerance", CROSSING_TOLERANCE);
  }

  private static void count(ObjectNode file, String events, int least, int most) {
    ((ArrayNode) file.path("expect").path("counts"))
        .addObject()
        .put("events", events)
        .put("least", least)
        .put("most", most);
  }

  /** As wide as the picture, from row to row, as fractions of its height. */
  private static void lane(ObjectNode file, String id, double top, double bottom) {
    rectangle(lane(file, id).putArray("polygon"), new double[] {0, top, 1, bottom});
  }

  private static ObjectNode lane(ObjectNode file, String id) {
    ObjectNode lane = ((ArrayNode) file.path("lanes")).addObject();
    lane.put("id", id).put("dwell", "400ms").putArray("classes").add("vehicle");
    return lane;
  }

  private static void rectangle(ArrayNode corners, double[] sides) {
    corners.addArray().add(sides[0]).add(sides[1]);
    corners.addArray().add(sides[2]).add(sides[1]);
    corners.addArray().add(sides[2]).add(sides[3]);
    corners.addArray().add(sides[0]).add(sides[3]);
  }
}
