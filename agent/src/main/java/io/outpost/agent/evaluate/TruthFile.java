package io.outpost.agent.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraFile;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.config.ConfigFile;
import io.outpost.agent.config.ConfigFile.Content;
import io.outpost.agent.config.ConfigSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one file of truth; {@code agent/docs/EVALUATION.md} says what stands in it. */
final class TruthFile {
  private static final class Loaded {
    static final ConfigSchema SCHEMA = ConfigSchema.load("truth", "camera", CameraFile.ANALYSED);
  }

  private static final List<String> ENDINGS = List.of(".truth.yaml", ".truth.json");

  private TruthFile() {}

  static boolean isOne(Path file) {
    return ENDINGS.stream().anyMatch(file.getFileName().toString()::endsWith);
  }

  /**
   * @throws ConfigException with every problem of the file
   */
  static Truth read(Path file) throws ConfigException, IOException {
    ConfigFile text = ConfigFile.read(file, file.toString(), Content.OPEN);
    Loaded.SCHEMA.check(text);
    String name = name(file);
    if (name.equals(Evaluation.TOTAL)) {
      throw text.refusal("", "all clips together are called 'total'; give the file another name");
    }
    Path clip = beside(file, text.tree().path("clip").asText());
    if (!Files.isReadable(clip)) {
      throw text.refusal(
          "clip",
          clip + ": no such file, or no permission to read it; paths begin at this file's folder");
    }
    boolean inline = !text.tree().has("camera");
    Path cameraFile = inline ? file : beside(file, text.tree().path("camera").asText());
    Camera camera = inline ? inline(text, name, clip) : elsewhere(text, cameraFile);
    return new Expectations(text, camera)
        .complete(new Truth.Watched(name, clip, start(text), camera, cameraFile));
  }

  private static Instant start(ConfigFile text) throws ConfigException {
    String start = text.tree().path("start").asText(Instant.EPOCH.toString());
    try {
      return Instant.parse(start);
    } catch (DateTimeParseException malformed) {
      throw text.refusal(
          "start", "expected a time such as 2026-11-26T08:00:00Z, found '" + start + "'");
    }
  }

  private static Camera inline(ConfigFile text, String name, Path clip) throws ConfigException {
    // A camera's id has fewer letters than a file's name may have.
    String id = name.replaceAll("[^A-Za-z0-9_-]", "-").replaceFirst("^[^A-Za-z0-9]", "c");
    return CameraFile.analysing(
        text, id.substring(0, Math.min(id.length(), 63)), clip.toAbsolutePath().toUri());
  }

  private static Camera elsewhere(ConfigFile text, Path file) throws ConfigException, IOException {
    List<String> problems = new ArrayList<>();
    for (String key : CameraFile.ANALYSED) {
      if (text.tree().has(key)) {
        problems.add(
            text.problem(key, "stands beside a camera file; keep it there, or take 'camera' out"));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return CameraFile.read(file, file.toString());
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    Optional<String> ending = ENDINGS.stream().filter(name::endsWith).findFirst();
    return name.substring(0, name.length() - ending.orElse("").length());
  }

  private static Path beside(Path file, String path) {
    return file.toAbsolutePath().resolveSibling(path).normalize();
  }

  /** A list where the key is given. */
  static Optional<JsonNode> given(JsonNode tree, String key) {
    return tree.has(key) ? Optional.of(tree.path(key)) : Optional.empty();
  }
}
