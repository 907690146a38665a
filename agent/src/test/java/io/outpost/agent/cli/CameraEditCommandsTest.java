package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CameraEditCommandsTest {
  private static final String GATE =
      """
      id: gate
      kind: street
      streams:
        main: rtsp://192.0.2.10/main
      lanes:
        - id: bus
          polygon: [[0, 0.5], [1, 0.5], [1, 1]]
          dwell: 2s
          classes: [vehicle]
      """;

  private static final String TERMS =
      """
          direction: {from: [0.9, 0.7], to: [0.1, 0.7], only: against}
          motion: standing
          hours: ['Mon-Fri 07:00-09:30']
      """;

  @TempDir Path config;

  @BeforeEach
  void register() throws IOException {
    Files.createDirectories(config.resolve("cameras.d"));
    Files.writeString(file("gate"), GATE);
  }

  @Test
  void edit_options_changeWhatTheySayAndNothingElse() throws IOException {
    CommandRun.Result result =
        run("edit", "gate", "--name", "东门", "--faces", "--location", "35.41,116.58,90");

    assertThat(result).isEqualTo(new CommandRun.Result(0, "changed camera gate\n", ""));
    assertThat(Files.readString(file("gate")))
        .isEqualTo(
            GATE.replace("id: gate\n", "id: gate\nname: 东门\n")
                .replace(
                    "streams:",
                    "location: {latitude: 35.41, longitude: 116.58, bearing: 90}\nstreams:")
                .replace("lanes:", "faces: {enabled: true, minWidth: 20}\nlanes:"));
  }

  @Test
  void edit_laneDrawnAnew_keepsItsTerms() throws IOException {
    Files.writeString(file("gate"), GATE + TERMS);

    run("edit", "gate", "--lane", "bus:3s:0,0.6 1,0.5 1,1");

    assertThat(Files.readString(file("gate")))
        .isEqualTo(GATE.replace("[[0, 0.5]", "[[0, 0.6]").replace("2s", "3s") + TERMS);
    assertThat(run("show", "gate", "--json").out())
        .contains("\"only\" : \"against\"", "\"motion\" : \"standing\"");
  }

  @Test
  void edit_streamsAndLanes_areReplacedAndRemoved() throws IOException {
    run("edit", "gate", "--sub", "rtsp://192.0.2.10/sub", "--lane", "bus:3s:0,0 1,0 1,1");
    assertThat(Files.readString(file("gate"))).contains("sub: rtsp://192.0.2.10/sub", "dwell: 3s");

    run("edit", "gate", "--sub", "", "--remove-lane", "bus", "--no-faces");
    assertThat(Files.readString(file("gate"))).doesNotContain("sub:", "lanes");
  }

  @Test
  void edit_reception_isKeptUntilItIsChanged() throws IOException {
    String pin = "0A:".repeat(31) + "0A";
    run("edit", "gate", "--main", "rtsps://192.0.2.10/main", "--certificate", pin);
    run("edit", "gate", "--transport", "udp");
    run("edit", "gate", "--main", "rtsps://192.0.2.11/main");
    assertThat(Files.readString(file("gate")))
        .contains("main: rtsps://192.0.2.11/main", "transport: udp", pin);

    run("edit", "gate", "--transport", "auto", "--certificate", "");
    assertThat(Files.readString(file("gate"))).doesNotContain("transport", "certificate");
  }

  @Test
  void edit_receptionThatCannotBe_isTold() throws IOException {
    assertThat(run("edit", "gate", "--certificate", "0a".repeat(32)).err())
        .isEqualTo("outpost: --certificate: only rtsps:// addresses have one, and there is none\n");
    assertThat(run("edit", "gate", "--certificate", "yes").err())
        .startsWith("outpost: --certificate: a fingerprint has 64 digits");
    assertThat(run("edit", "gate", "--transport", "quic").err())
        .contains("'quic': expected one of [auto, tcp, udp, multicast]");
    assertThat(Files.readString(file("gate"))).isEqualTo(GATE);
  }

  @Test
  void edit_whatIsSoAlready_saysSo() {
    assertThat(run("edit", "gate", "--kind", "street").out())
        .isEqualTo("nothing to change in camera gate\n");
  }

  @Test
  void edit_fileWithComments_saysThatTheyAreGone() throws IOException {
    Files.writeString(file("gate"), "# mine\n" + GATE);

    assertThat(run("edit", "gate", "--kind", "highway").err())
        .isEqualTo("outpost: comments in the file of camera gate were not kept\n");
  }

  @Test
  void edit_mistakes_areToldAndChangeNothing() throws IOException {
    assertThat(run("edit", "gate", "--main", "rtsp://a:b@h/x").err())
        .startsWith("outpost: --main: carries a user or password;");
    assertThat(run("edit", "gate", "--credentials", "none").err())
        .startsWith("outpost: --credentials: no entry 'none'");
    assertThat(run("edit", "gate", "--remove-lane", "x").err())
        .isEqualTo(
            "outpost: --remove-lane: camera 'gate' has no lane 'x', expected one of [bus]\n");
    assertThat(run("edit", "gate", "--location", "91,0").err())
        .contains("'91' is not a number of degrees from -90 to 90");
    assertThat(run("edit", "gate").err())
        .startsWith("outpost: nothing to change was given, and no $EDITOR is set");
    assertThat(run("edit", "gat", "--kind", "highway").err()).contains("did you mean 'gate'?");
    assertThat(Files.readString(file("gate"))).isEqualTo(GATE);
  }

  @Test
  void edit_inEditor_takesTheTextWithItsComments() throws IOException {
    Path editor = editor("sed -i 's/^kind: street/kind: highway  # by the toll/' \"$1\"");

    CommandRun.Result result =
        new CommandRun(config)
            .withVariable("EDITOR", editor.toString())
            .of("camera", "edit", "gate");

    assertThat(result).isEqualTo(new CommandRun.Result(0, "changed camera gate\n", ""));
    assertThat(Files.readString(file("gate"))).contains("kind: highway  # by the toll");
  }

  @Test
  void edit_inEditorWithMistake_keepsTheCameraAndTheText() throws IOException {
    Path editor = editor("sed -i 's/^kind/knid/' \"$1\"");

    CommandRun.Result result =
        new CommandRun(config)
            .withVariable("EDITOR", editor.toString())
            .of("camera", "edit", "gate");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("knid: unknown key; did you mean 'kind'?", "stays as it was; your text is in ");
    assertThat(Files.readString(file("gate"))).isEqualTo(GATE);
    String kept = result.err().strip().replaceAll("(?s).*your text is in ", "");
    assertThat(Files.readString(Path.of(kept))).contains("knid");
    Files.delete(Path.of(kept));
  }

  @Test
  void disable_camera_staysRegistered() throws IOException {
    assertThat(run("disable", "gate").out()).isEqualTo("disabled camera gate\n");
    assertThat(Files.readString(file("gate"))).contains("enabled: false\n");
    assertThat(run("disable", "gate").out()).isEqualTo("camera gate is disabled already\n");
    assertThat(run("enable", "gate").out()).isEqualTo("enabled camera gate\n");
    assertThat(Files.readString(file("gate"))).isEqualTo(GATE);
    assertThat(run("disable", "gate", "lost").code()).isEqualTo(1);
    assertThat(Files.readString(file("gate"))).isEqualTo(GATE);
  }

  @Test
  void rename_camera_takesItsOwnCredentialsAlong() throws Exception {
    store("gate");
    run("edit", "gate", "--credentials", "gate");

    assertThat(run("rename", "gate", "main-gate").out())
        .isEqualTo("renamed camera gate to main-gate\n");

    assertThat(file("gate")).doesNotExist();
    assertThat(Files.readString(file("main-gate")))
        .contains("id: main-gate", "credentials: main-gate", "id: bus");
    CredentialStore store = CredentialStore.open(config.resolve("credentials.yaml"));
    assertThat(store.names()).containsExactly("main-gate");
    assertThat(store.find("main-gate")).contains(new Credentials("admin", new Secret("canary")));
  }

  @Test
  void rename_camera_leavesSharedCredentialsAndTakenIdsAlone() throws Exception {
    store("station");
    run("edit", "gate", "--credentials", "station");

    run("rename", "gate", "main-gate");
    assertThat(Files.readString(file("main-gate"))).contains("credentials: station");

    assertThat(run("rename", "main-gate", "main-gate").err())
        .isEqualTo("outpost: camera 'main-gate' is registered already; choose another id\n");
  }

  private CommandRun.Result run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "camera";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return new CommandRun(config).of(all);
  }

  private Path file(String id) {
    return config.resolve("cameras.d/" + id + ".yaml");
  }

  private void store(String name) throws Exception {
    CredentialStore.open(config.resolve("credentials.yaml"))
        .put(name, new Credentials("admin", new Secret("canary")));
  }

  private Path editor(String line) throws IOException {
    Path script = config.resolve("editor.sh");
    Files.writeString(script, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }
}
