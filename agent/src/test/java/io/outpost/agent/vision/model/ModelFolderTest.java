package io.outpost.agent.vision.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.testing.SimulatedTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
  private static final byte[] MODEL = "a model".getBytes(UTF_8);

  private final SimulatedTime time = new SimulatedTime(Instant.parse("2026-11-26T08:00:00Z"));

  @TempDir private Path state;
  private ModelFolder folder;

  @BeforeEach
  void open() {
    folder = new ModelFolder(state);
  }

  @Test
  void list_nothingInstalled_isEmpty() throws Exception {
    assertThat(folder.list().models()).isEmpty();
    assertThat(folder.find("tried")).isEmpty();
  }

  @Test
  void install_model_isFoundWithItsContent() throws Exception {
    folder.install(manifest(MODEL), MODEL, "/media/model.tflite", time);

    InstalledModel found = folder.find("tried").orElseThrow();
    assertThat(ModelFolder.content(found)).isEqualTo(MODEL);
    assertThat(found.file().getFileName()).hasToString(Sha256.of(MODEL) + ".tflite");
    assertThat(folder.list().models()).containsExactly(found);
    assertThat(folder.list().problems()).isEmpty();
  }

  @Test
  void install_anotherOfTheName_replacesTheModel() throws Exception {
    byte[] other = "another model".getBytes(UTF_8);
    folder.install(manifest(MODEL), MODEL, "", time);
    folder.install(manifest(other), other, "", time);

    assertThat(ModelFolder.content(folder.find("tried").orElseThrow())).isEqualTo(other);
    assertThat(files(".tflite")).hasSize(1);
  }

  @Test
  void install_modelOfAnotherManifest_isRefusedAndLeavesNothing() throws Exception {
    assertThatThrownBy(() -> folder.install(manifest(MODEL), new byte[3], "", time))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("is it the manifest of this model?");
    assertThat(state.resolve("models")).doesNotExist();
  }

  @Test
  void remove_model_takesItAwayButForWhatAnotherManifestNeeds() throws Exception {
    folder.install(manifest(MODEL), MODEL, "", time);
    folder.install(manifest(MODEL).replace("name: tried", "name: twin"), MODEL, "", time);

    folder.remove(folder.find("tried").orElseThrow(), time);
    assertThat(ModelFolder.content(folder.find("twin").orElseThrow())).isEqualTo(MODEL);
    folder.remove(folder.find("twin").orElseThrow(), time);

    assertThat(files(".tflite")).isEmpty();
    assertThat(folder.list().models()).isEmpty();
  }

  @Test
  void content_changedFile_isRefused() throws Exception {
    InstalledModel installed = folder.install(manifest(MODEL), MODEL, "", time);
    Files.write(installed.file(), new byte[] {1, 2, 3});

    assertThatThrownBy(() -> ModelFolder.content(installed))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the file was changed; install the model again");
    Files.delete(installed.file());
    assertThatThrownBy(() -> ModelFolder.content(installed))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void list_brokenManifest_isToldAndHidesNoOther() throws Exception {
    folder.install(manifest(MODEL), MODEL, "", time);
    Files.writeString(folder.path().resolve("broken.yaml"), "name: broken\nkind: hat\n");
    Files.writeString(folder.path().resolve("renamed.yaml"), manifest(MODEL));

    ModelFolder.Listing listing = folder.list();

    assertThat(listing.models()).extracting(model -> model.model().name()).containsExactly("tried");
    assertThat(listing.problems())
        .anyMatch(line -> line.startsWith("models/broken.yaml:2: kind: expected one of face, body"))
        .contains("models/renamed.yaml: name: is 'tried'; a manifest's file bears its name");
  }

  @Test
  void log_eachChange_isChainedToTheOneBefore() throws Exception {
    folder.install(manifest(MODEL), MODEL, "https://models.example/m", time);
    folder.remove(folder.find("tried").orElseThrow(), time);

    List<String> lines = Files.readAllLines(folder.path().resolve("log.jsonl"));
    JsonNode installed = new ObjectMapper().readTree(lines.get(0));
    JsonNode removed = new ObjectMapper().readTree(lines.get(1));
    assertThat(installed.path("action").asText()).isEqualTo("installed");
    assertThat(installed.path("source").asText()).isEqualTo("https://models.example/m");
    assertThat(installed.path("sha256").asText()).isEqualTo(Sha256.of(MODEL));
    assertThat(installed.path("time").asText()).isEqualTo(time.now().toString());
    assertThat(removed.path("action").asText()).isEqualTo("removed");
    assertThat(removed.path("previous").asText())
        .isEqualTo(Sha256.of(lines.get(0).getBytes(UTF_8)));
  }

  private static String manifest(byte[] model) {
    return Manifests.text("face", "yunet", 320).replace(Manifests.SHA256, Sha256.of(model));
  }

  private List<Path> files(String ending) throws IOException {
    try (Stream<Path> all = Files.list(folder.path())) {
      return all.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }
}
