package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CredentialsCommandsTest {
  @TempDir Path config;

  @Test
  void set_typedPassword_isStoredSealed() throws Exception {
    CommandRun.Result result =
        new CommandRun(config)
            .withPasswordTyped("canary")
            .of("credentials", "set", "station-7", "--user", "admin");

    assertThat(result).isEqualTo(new CommandRun.Result(0, "stored credentials station-7\n", ""));
    assertThat(stored("station-7")).isEqualTo(new Credentials("admin", new Secret("canary")));
  }

  @Test
  void set_entryThatIsThere_keepsItsUserAndAsksForThePassword() throws Exception {
    set("station-7", "old");

    CommandRun.Result result =
        new CommandRun(config).withPasswordTyped("new").of("credentials", "set", "station-7");

    assertThat(result.code()).isZero();
    assertThat(stored("station-7")).isEqualTo(new Credentials("admin", new Secret("new")));
  }

  @Test
  void set_newEntryWithoutUser_isRefused() {
    CommandRun.Result result = new CommandRun(config).of("credentials", "set", "station-7");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo("outpost: no entry 'station-7' yet; give --user USER to make it\n");
  }

  @Test
  void list_entries_showsNamesUsersAndWhatUsesThem() throws Exception {
    set("station-7", "canary");
    set("spare", "canary");
    camera("gate", "station-7");
    Files.writeString(
        config.resolve("agent.yaml"),
        """
        sinks:
          - {name: up, type: mqtt, url: "mqtt://127.0.0.1:1883", credentials: station-7}
        """);

    CommandRun.Result result = new CommandRun(config).of("credentials", "list");

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            """
            NAME       USER   USED BY
            station-7  admin  gate, sink up
            spare      admin
            """);
    JsonNode json =
        new ObjectMapper()
            .readTree(new CommandRun(config).of("credentials", "list", "--json").out());
    assertThat(json.at("/0/name").asText()).isEqualTo("station-7");
    assertThat(json.at("/0/sealed").asBoolean()).isTrue();
    assertThat(json.at("/0/usedBy/1").asText()).isEqualTo("sink up");
    assertThat(json.toString()).doesNotContain("canary");
  }

  @Test
  void seal_passwordWrittenByHand_isSealedAndListedSo() throws Exception {
    Path file = config.resolve("credentials.yaml");
    Files.writeString(file, "a: {user: admin, password: canary}\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertThat(new CommandRun(config).of("credentials", "list").err())
        .isEqualTo(
            "outpost: in plain text in credentials.yaml: a; seal them: outpost credentials seal\n");
    assertThat(new CommandRun(config).of("credentials", "seal").out()).isEqualTo("sealed\n");
    assertThat(new CommandRun(config).of("credentials", "list").err()).isEmpty();
    assertThat(Files.readString(file)).doesNotContain("canary");
    assertThat(new CommandRun(config).of("credentials", "seal").out())
        .isEqualTo("nothing in plain text\n");
  }

  @Test
  void remove_entryInUse_isRefusedUnlessForced() throws Exception {
    set("station-7", "canary");
    camera("gate", "station-7");

    CommandRun.Result refused = new CommandRun(config).of("credentials", "remove", "station-7");

    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo(
            "outpost: entry 'station-7' is used by gate; give them another one first, or --force\n");
    assertThat(new CommandRun(config).of("credentials", "remove", "station-7", "--force").code())
        .isZero();
    assertThat(new CommandRun(config).of("credentials", "remove", "station-7").err())
        .isEqualTo("outpost: no entry 'station-7' in credentials.yaml\n");
  }

  private void set(String name, String password) throws Exception {
    CredentialStore.open(config.resolve("credentials.yaml"))
        .put(name, new Credentials("admin", new Secret(password)));
  }

  private Credentials stored(String name) throws Exception {
    return CredentialStore.open(config.resolve("credentials.yaml")).find(name).orElseThrow();
  }

  private void camera(String id, String credentials) throws IOException {
    Files.createDirectories(config.resolve("cameras.d"));
    Files.writeString(
        config.resolve("cameras.d/" + id + ".yaml"),
        "id: %s\nstreams: {main: rtsp://192.0.2.10/main}\ncredentials: %s\n"
            .formatted(id, credentials));
  }
}
