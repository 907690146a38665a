package io.outpost.agent.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.agent.analysis.Image;
import io.outpost.agent.analysis.OpenStay;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Evidence;
import io.outpost.agent.vision.Still;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stills of a stay's entry in what is open: what the text says of them; JPEGs are beside it.
 */
final class EntryStillsJson {
  private EntryStillsJson() {}

  /**
   * @param jpegs gets those that the text refers to
   */
  static void write(OpenStay stay, Camera camera, ObjectNode node, Map<String, byte[]> jpegs) {
    if (stay.entry().isEmpty()) {
      return;
    }
    ObjectNode entry = node.putObject("entry").put("under", terms(camera, stay.lane()));
    ArrayNode list = entry.putArray("stills");
    for (Image image : stay.entry()) {
      String name = stay.id() + (image.marked() ? "/entry-marked" : "/entry");
      list.addObject()
          .put("name", name)
          .put("stream", image.stream().label())
          .put("aheadNanos", image.ahead().toNanos())
          .put("width", image.still().width())
          .put("height", image.still().height())
          .put("facesBlurred", image.still().facesBlurred())
          .put("marked", image.marked());
      jpegs.put(name, image.jpeg());
    }
  }

  /**
   * Reads what was written of one stay; all of it or nothing.
   *
   * @throws IOException that says why it cannot be had
   */
  static List<Image> read(JsonNode stay, Camera camera, Map<String, byte[]> jpegs)
      throws IOException {
    JsonNode entry = stay.path("entry");
    if (entry.isMissingNode()) {
      return List.of();
    }
    if (!entry.path("under").asText().equals(terms(camera, stay.path("lane").asText()))) {
      // It may show what is now to be hidden.
      throw new IOException(
          "masks, evidence or lane of the camera have changed since it was taken");
    }
    List<Image> images = new ArrayList<>();
    for (JsonNode node : entry.path("stills")) {
      images.add(image(node, jpegs));
    }
    return images;
  }

  private static Image image(JsonNode node, Map<String, byte[]> jpegs) throws IOException {
    String name = node.path("name").asText();
    byte[] jpeg = jpegs.get(name);
    if (jpeg == null) {
      throw new IOException("\"" + name + "\" is not on the disk, or damaged");
    }
    Still still =
        new Still(
            jpeg,
            node.path("width").asInt(),
            node.path("height").asInt(),
            node.path("facesBlurred").asBoolean());
    return new Image(
        Image.Kind.SCENE,
        stream(node.path("stream").asText()),
        Duration.ofNanos(node.path("aheadNanos").asLong()),
        still,
        Optional.of(Image.Moment.ENTRY),
        node.path("marked").asBoolean());
  }

  private static Image.Stream stream(String label) throws IOException {
    for (Image.Stream one : Image.Stream.values()) {
      if (one.label().equals(label)) {
        return one;
      }
    }
    throw new IOException("no such stream: \"" + label + "\"");
  }

  /** By what it was taken: what is hidden in it, and what is drawn on its copy. */
  private static String terms(Camera camera, String lane) {
    Evidence evidence = camera.evidence();
    String all =
        camera.masks()
            + camera.lanes().stream()
                .filter(one -> one.id().equals(lane))
                .map(one -> one.polygon().toString())
                .toList()
                .toString()
            + evidence.stills().label()
            + evidence.marked()
            + evidence.blurFaces();
    return Hashes.sha256Hex(all.getBytes(UTF_8));
  }
}
