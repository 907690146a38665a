package io.outpost.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.vision.model.DetectorChoice;
import io.outpost.agent.vision.model.InstalledModel;
import io.outpost.agent.vision.model.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosterTest {
  @TempDir private Path folder;
  private final List<String> acts = new ArrayList<>();
  private Roster roster;
  private boolean installed;
  private String version = "1.0";

  @BeforeEach
  void openRoster() throws IOException {
    Files.createDirectories(folder.resolve("cameras.d"));
    roster =
        new Roster(
            new CameraStore(folder.resolve("cameras.d")),
            new StoredCredentials(folder),
            this::detectors,
            new Roster.Runner() {
              @Override
              public void start(Roster.Wanted wanted) {
                Camera camera = wanted.camera();
                acts.add(
                    "start "
                        + camera.id()
                        + " "
                        + camera.streams().main()
                        + wanted
                            .credentials()
                            .map(one -> " as " + one.password().reveal())
                            .orElse(""));
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

  @Test
  void refresh_detectorThatIsNotInstalled_refusesThatCameraAlone() throws Exception {
    write("yard", camera("yard", "main") + "detectors: {faces: eyes}\n");
    write("gate", camera("gate", "main"));
    assertThat(refresh()).containsExactly("start gate rtsp://192.0.2.10/main");
    assertThat(roster.refusedFiles()).containsExactly("yard");
    assertThat(roster.undetectable()).containsExactly(Map.entry("yard", "no eyes; bring some"));

    installed = true;
    assertThat(refresh()).containsExactly("start yard rtsp://192.0.2.10/main");
    assertThat(roster.refusedFiles()).isEmpty();

    installed = false;
    assertThat(refresh()).isEmpty(); // It goes on as it was.
    assertThat(roster.refusedFiles()).containsExactly("yard");
  }

  @Test
  void refresh_otherModelUnderTheName_restartsTheCamera() throws Exception {
    write("yard", camera("yard", "main") + "detectors: {faces: eyes}\n");
    installed = true;
    refresh();
    version = "2.0";
    assertThat(refresh()).containsExactly("stop yard", "start yard rtsp://192.0.2.10/main");
  }

  private DetectorChoice detectors(Camera camera) throws ConfigException {
    if (camera.detectors().faces().isEmpty()) {
      return DetectorChoice.BUILT_IN;
    }
    if (!installed) {
      throw new ConfigException("no eyes; bring some");
    }
    String manifest = Manifests.text("face", "yunet", 320).replace("1.0", version);
    return DetectorChoice.of(
        new InstalledModel(Manifests.read(manifest), manifest, folder.resolve("eyes")));
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
