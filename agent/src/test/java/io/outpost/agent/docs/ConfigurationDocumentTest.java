package io.outpost.agent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.AgentConfig;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.testing.Requires;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code CONFIGURATION.md} against the schemas and the readers of the configuration. */
class ConfigurationDocumentTest {
  private static final Pattern ROW = Pattern.compile("^\\| (`[^|]+`) \\|", Pattern.MULTILINE);
  private static final Pattern KEY = Pattern.compile("`([\\w.\\[\\]]+)`");
  private static final Pattern FILE_NAME = Pattern.compile("^# (\\S+\\.yaml)\\n");

  @TempDir Path folder;

  @Test
  void key_ofAnySchema_isDocumentedAndNoOther() throws IOException {
    Set<String> expected = new TreeSet<>();
    keys(schema("camera"), "", expected);
    keys(schema("agent"), "", expected);

    assertThat(documentedKeys()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void sample_ofEachDocument_isReadWithoutAProblem() throws IOException, ConfigException {
    int samples = 0;
    for (Path document : Markdown.all().toList()) {
      for (String block : Markdown.read(document).blocks("yaml")) {
        samples += write(block) ? 1 : 0;
      }
    }

    assertThat(samples).isGreaterThanOrEqualTo(3);
    assertThat(new CameraStore(folder.resolve("cameras.d")).list().orThrow())
        .extracting(Camera::id)
        .contains("k412-east");
    assertThat(AgentConfig.load(folder).sinks()).hasSize(2);
    assertThat(CredentialStore.open(folder.resolve("credentials.yaml")).names())
        .contains("station-7");
  }

  @Test
  void sample_forSystemd_namesTheSocketOfItsUnit() throws IOException, ConfigException {
    Path deploy = Requires.repository().resolve("deploy/systemd");
    Files.copy(deploy.resolve("agent.yaml"), folder.resolve("agent.yaml"));
    String unit = Files.readString(deploy.resolve("outpost-worker@.service"));

    String socket = "/run/outpost/%i/worker.sock";
    assertThat(unit).contains(socket);
    assertThat(AgentConfig.load(folder).worker().toString()).contains(socket.replace("%i", "1"));
  }

  private boolean write(String block) throws IOException {
    var name = FILE_NAME.matcher(block);
    if (!name.find()) {
      return false;
    }
    Path file = folder.resolve(name.group(1));
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, block);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return true;
  }

  private static Set<String> documentedKeys() throws IOException {
    String text =
        Markdown.read(Requires.repository().resolve("agent/docs/CONFIGURATION.md")).text();
    Set<String> documented = new TreeSet<>();
    ROW.matcher(text.substring(text.indexOf("## A camera")))
        .results()
        .flatMap(row -> KEY.matcher(row.group(1)).results())
        .forEach(key -> documented.add(key.group(1)));
    return documented;
  }

  private static JsonNode schema(String name) throws IOException {
    String resource = "/schema/" + name + ".schema.json";
    try (InputStream in = AgentConfig.class.getResourceAsStream(resource)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in, resource));
    }
  }

  /** Adds the paths of the leaves below a schema. */
  private static void keys(JsonNode schema, String path, Set<String> into) {
    if (schema.has("properties")) {
      for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
        String name = property.getKey();
        keys(property.getValue(), path.isEmpty() ? name : path + "." + name, into);
      }
      return;
    }
    if (schema.path("items").has("properties")) {
      keys(schema.path("items"), path + "[]", into);
      return;
    }
    into.add(path);
  }
}
