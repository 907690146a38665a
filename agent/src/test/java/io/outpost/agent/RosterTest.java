package io.outpost.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosterTest {
  @TempDir private Path folder;
  private final List<String> acts = new ArrayList<>();
  private Roster roster;

  @BeforeEach
  void openRoster() throws IOException {
    Files.createDirectories(folder.resolve("cameras.d"));
    roster =
        new Roster(
            new CameraStore(folder.resolve("cameras.d")),
            new Roster.Runner() {
              @Override
              public void start(Camera camera) {
                acts.add("start " + camera.id() + " " + camera.streams().main());
              }

              @Override
              public void stop(String camera) {
                acts.add("stop " + camera);
              }
            });
  }

  private void write(String id, String text) throws IOException {
    Files.writeString(folder.resolve("cameras.d").resolve(id + ".yaml"), text);
  }

  private static String camera(String id, String path) {
    return "id: " + id + "\nstreams: {main: rtsp://192.0.2.10/" + path + "}\n";
  }

  private List<String> refresh() throws Exception {
    acts.clear();
    roster.refresh();
    return List.copyOf(acts);
  }

  @Test
  void refresh_newFile_startsIt() throws Exception {
    write("yard", camera("yard", "main"));
    assertThat(refresh()).containsExactly("start yard rtsp://192.0.2.10/main");
    assertThat(refresh()).isEmpty();
  }

  @Test
  void refresh_changedFile_restartsThatCameraAlone() throws Exception {
    write("yard", camera("yard", "main"));
    write("gate", camera("gate", "main"));
    refresh();
    write("yard", camera("yard", "other"));
    assertThat(refresh()).containsExactly("stop yard", "start yard rtsp://192.0.2.10/other");
  }

  @Test
  void refresh_removedFile_stopsIt() throws Exception {
    write("yard", camera("yard", "main"));
    refresh();
    Files.delete(folder.resolve("cameras.d/yard.yaml"));
    assertThat(refresh()).containsExactly("stop yard");
  }

  @Test
  void refresh_brokenFile_leavesTheCameraAsItWas() throws Exception {
    write("yard", camera("yard", "main"));
    refresh();
    write("yard", camera("yard", "main") + "lanse: []\n");
    assertThat(refresh()).isEmpty();
    write("yard", camera("yard", "main"));
    assertThat(refresh()).isEmpty();
  }

  @Test
  void refresh_brokenFileFromTheStart_startsTheOthers() throws Exception {
    write("yard", "id: [\n");
    write("gate", camera("gate", "main"));
    assertThat(refresh()).containsExactly("start gate rtsp://192.0.2.10/main");
  }

  @Test
  void stopAll_running_stopsEach() throws Exception {
    write("yard", camera("yard", "main"));
    write("gate", camera("gate", "main"));
    refresh();
    acts.clear();
    roster.stopAll();
    assertThat(acts).containsExactlyInAnyOrder("stop yard", "stop gate");
    acts.clear();
    roster.stopAll();
    assertThat(acts).isEmpty();
  }
}
