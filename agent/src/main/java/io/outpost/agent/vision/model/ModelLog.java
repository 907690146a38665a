package io.outpost.agent.vision.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outpost.agent.config.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Who installed and removed which model, when, and where it came from: JSON lines, each with the
 * SHA-256 of the line before, so that a line that was changed or taken out shows. For use under the
 * folder's lock.
 */
final class ModelLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  ModelLog(Path file) {
    this.file = file;
  }

  /** What was done. */
  enum Action {
    INSTALLED,
    REMOVED
  }

  void add(Action action, DetectorModel model, String source, Instant now) throws IOException {
    String before = Files.exists(file) ? Files.readString(file) : "";
    ObjectNode line =
        JSON.createObjectNode()
            .put("time", now.toString())
            .put("user", System.getProperty("user.name", ""))
            .put("action", Label.of(action))
            .put("name", model.name())
            .put("version", model.version())
            .put("sha256", model.sha256());
    if (!source.isEmpty()) {
      line.put("source", source);
    }
    line.put("previous", Sha256.of(lastLine(before).getBytes(StandardCharsets.UTF_8)));
    DurableFile.write(file, before + line + "\n", DurableFile.READABLE);
  }

  private static String lastLine(String lines) {
    String stripped = lines.stripTrailing();
    return stripped.substring(stripped.lastIndexOf('\n') + 1);
  }
}
