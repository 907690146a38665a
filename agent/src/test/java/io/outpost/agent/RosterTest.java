package io.outpost.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            new StoredCredentials(folder),
            new Roster.Runner() {
              @Override
              public void start(Camera camera, Optional<Credentials> credentials) {
                acts.add(
                    "start "
                        + camera.id()
                        + " "
                        + camera.streams().main()
                        + credentials.map(one -> " as " + one.password().reveal()).orElse(""));
              }

              @Override
              public void stop(String camera, boolean forGood) {
                acts.add("stop " + camera + (forGood ? " for good" : ""));
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
    assertThat(refresh()).containsExactly("stop yard for good");
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
  void refresh_disabledCamera_isStoppedAndStartedAgain() throws Exception {
    write("yard", camera("yard", "main"));
    refresh();
    write("yard", camera("yard", "main") + "enabled: false\n");
    assertThat(refresh()).containsExactly("stop yard for good");
    write("yard", camera("yard", "main"));
    assertThat(refresh()).containsExactly("start yard rtsp://192.0.2.10/main");
  }

  @Test
  void refresh_passwordPutRight_restartsTheCamerasThatUseIt() throws Exception {
    write("yard", camera("yard", "main") + "credentials: station\n");
    write("gate", camera("gate", "main"));
    store("wrong");
    assertThat(refresh())
        .containsExactly(
            "start gate rtsp://192.0.2.10/main", "start yard rtsp://192.0.2.10/main as wrong");
    store("right");
    assertThat(refresh())
        .containsExactly("stop yard", "start yard rtsp://192.0.2.10/main as right");
    assertThat(refresh()).isEmpty();
  }

  @Test
  void refresh_credentialsThatCannotBeUsed_leaveTheCameraAsItWas() throws Exception {
    write("yard", camera("yard", "main") + "credentials: station\n");
    store("right");
    refresh();
    Files.writeString(folder.resolve("credentials.key"), "no key\n");
    assertThat(refresh()).isEmpty();
    Files.delete(folder.resolve("credentials.key"));
    assertThat(refresh()).isEmpty();
  }

  @Test
  void refusedFiles_brokenFile_isNamed() throws Exception {
    write("yard", camera("yard", "main") + "lanse: []\n");
    write("gate", camera("gate", "main"));
    refresh();
    assertThat(roster.refusedFiles()).containsExactly("yard");
    write("yard", camera("yard", "main"));
    refresh();
    assertThat(roster.refusedFiles()).isEmpty();
  }

  private void store(String password) throws Exception {
    CredentialStore.open(folder.resolve("credentials.yaml"))
        .put("station", new Credentials("admin", new Secret(password)));
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
