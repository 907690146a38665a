package io.outpost.benchmarks.scenes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.benchmarks.scenes.Visit.Box;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Who is to be seen in a scene, as a JSON file: {@code width}, {@code height}, {@code
 * picturesPerSecond}, {@code pictures}, and {@code bodies}. A body has {@code id}, {@code kind},
 * {@code height}, {@code seconds}; {@code from} and {@code until}, between which at least half of
 * it is seen; {@code firstSeen} and {@code gone}, between which anything of it is; and {@code
 * boxes}, one for each picture from {@code firstSeen} on: left, top, width, height of what is seen,
 * in pixels of the main stream. Pictures count from 0; {@code until} and {@code gone} are the first
 * ones after.
 */
final class Truth {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Truth() {}

  static void write(SceneSpec spec, Path file) throws IOException {
    ObjectNode scene =
        JSON.createObjectNode()
            .put("name", spec.name())
            .put("width", SceneSpec.WIDTH)
            .put("height", SceneSpec.HEIGHT)
            .put("picturesPerSecond", SceneSpec.PICTURES_PER_SECOND)
            .put("pictures", spec.pictures());
    ArrayNode bodies = scene.putArray("bodies");
    for (Visit visit : spec.visits()) {
      bodies.add(body(visit, spec.pictures()));
    }
    JSON.writeValue(file.toFile(), scene);
  }

  private static ObjectNode body(Visit visit, int pictures) {
    int from = visit.way().from();
    int until = Math.min(pictures, visit.way().until());
    int firstSeen = Math.max(0, visit.firstSeen());
    int gone = Math.min(pictures, visit.gone());
    ObjectNode body =
        JSON.createObjectNode()
            .put("id", visit.id())
            .put("kind", visit.kind().name().toLowerCase(Locale.ROOT))
            .put("height", visit.height())
            .put("seconds", (double) (until - from) / SceneSpec.PICTURES_PER_SECOND)
            .put("from", from)
            .put("until", until)
            .put("firstSeen", firstSeen)
            .put("gone", gone);
    ArrayNode boxes = body.putArray("boxes");
    for (int picture = firstSeen; picture < gone; picture++) {
      Box box = visit.seen(picture);
      boxes.addArray().add(box.left()).add(box.top()).add(box.width()).add(box.height());
    }
    return body;
  }
}
