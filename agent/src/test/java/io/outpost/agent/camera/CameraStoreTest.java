package io.outpost.agent.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.agent.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CameraStoreTest {
  @TempDir Path config;

  @Test
  void list_missingFolder_isEmpty() throws Exception {
    assertThat(store().list().orThrow()).isEmpty();
  }

  @Test
  void list_brokenFile_isReportedAndTakesNothingWithIt() throws Exception {
    put("a.yaml", "id: a\nstreams: {main: rtsp://h/a}\n");
    put("b.yaml", "id: b\nstreams: {main: rtsp://h/b}\nlane: []\n");

    CameraStore.Listing listing = store().list();

    assertThat(listing.cameras()).extracting(Camera::id).containsExactly("a");
    assertThat(listing.refused())
        .containsExactly("cameras.d/b.yaml:3: lane: unknown key; did you mean 'lanes'?");
    assertThatThrownBy(listing::orThrow).isInstanceOf(ConfigException.class);
  }

  @Test
  void list_idTwice_refusesTheSecondFile() throws Exception {
    put("a.yaml", "id: a\nstreams: {main: rtsp://h/a}\n");
    put("copy.yaml", "id: a\nstreams: {main: rtsp://h/a}\n");

    assertThat(store().list().refused())
        .containsExactly("cameras.d/copy.yaml: id: 'a' is taken by cameras.d/a.yaml");
  }

  @Test
  void list_fileNamedOtherwise_isAWarning() throws Exception {
    put("gate.yaml", "id: a\nstreams: {main: rtsp://h/a}\n");

    CameraStore.Listing listing = store().list();

    assertThat(listing.orThrow()).hasSize(1);
    assertThat(listing.warnings())
        .containsExactly("cameras.d/gate.yaml: holds camera 'a'; call the file a.yaml");
  }

  @Test
  void list_otherFilesInTheFolder_areLeftAlone() throws Exception {
    put("notes.txt", "{{{");
    put(".a.yaml.swp", "{{{");
    put(".hidden.yaml", "{{{");

    assertThat(store().list().refused()).isEmpty();
  }

  @Test
  void write_newCamera_isFoundAgainAndLeavesNoOtherFile() throws Exception {
    Camera camera = CameraFile.parse("id: a\nstreams: {main: rtsp://h/a}\n", "x");

    store().write(camera);

    assertThat(store().find("a")).contains(camera);
    try (Stream<Path> files = Files.list(config.resolve("cameras.d"))) {
      assertThat(files).extracting(file -> file.getFileName().toString()).containsExactly("a.yaml");
    }
  }

  @Test
  void write_otherCamera_leavesHandWrittenFileUntouched() throws Exception {
    String byHand = "# the gate\nid: a # short\nstreams: {main: rtsp://h/a}\n";
    put("a.yaml", byHand);

    store().write(CameraFile.parse("id: b\nstreams: {main: rtsp://h/b}\n", "x"));

    assertThat(store().text("a")).contains(byHand);
  }

  @Test
  void remove_cameraInFileNamedOtherwise_removesThatFile() throws Exception {
    put("gate.yaml", "id: a\nstreams: {main: rtsp://h/a}\n");

    assertThat(store().remove("a")).isTrue();
    assertThat(store().remove("a")).isFalse();
    assertThat(config.resolve("cameras.d/gate.yaml")).doesNotExist();
  }

  @Test
  void find_brokenFileOfThatName_throwsItsProblem() throws Exception {
    put("a.yaml", "id: a\n");

    assertThatThrownBy(() -> store().find("a"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("cameras.d/a.yaml: streams: missing");
  }

  private CameraStore store() {
    return new CameraStore(config.resolve("cameras.d"));
  }

  private void put(String name, String text) throws Exception {
    Files.createDirectories(config.resolve("cameras.d"));
    Files.writeString(config.resolve("cameras.d").resolve(name), text);
  }
}
