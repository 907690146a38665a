package io.outpost.agent.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.agent.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CredentialStoreTest {
  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void nameFile() {
    file = folder.resolve("credentials.yaml");
  }

  @Test
  void open_missingFile_holdsNothing() throws Exception {
    assertThat(CredentialStore.open(file).names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw-r--r--", "rw--w----", "rw----r--", "rwx-----x"})
  void open_fileForOthers_isRefusedWithTheCommandThatHelps(String permissions) throws Exception {
    put("a: {user: u, password: canary}\n", permissions);

    assertThatThrownBy(() -> CredentialStore.open(file))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "credentials.yaml: others may read it (%s), expected only its owner (rw-------); run:"
                + " chmod 600 %s",
            permissions, file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--------"})
  void open_ownersFile_isRead(String permissions) throws Exception {
    put("a: {user: u, password: canary}\n", permissions);

    assertThat(CredentialStore.open(file).find("a"))
        .contains(new Credentials("u", new Secret("canary")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"simple", "012", "no", "a: b # c", "@x", "'\"\\", "p%40 ss", "密码", "*a", " "})
  void put_anyPassword_isReadBack(String password) throws Exception {
    CredentialStore.open(file).put("a", new Credentials("admin", new Secret(password)));

    assertThat(CredentialStore.open(file).find("a"))
        .contains(new Credentials("admin", new Secret(password)));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void put_newEntry_keepsCommentsAndOtherEntries() throws Exception {
    put("# station 7\na: {user: u, password: x} # old\n", "rw-------");

    CredentialStore.open(file).put("b", new Credentials("v", new Secret("y")));

    assertThat(Files.readString(file))
        .isEqualTo("# station 7\na: {user: u, password: x} # old\nb: {user: v, password: y}\n");
  }

  @Test
  void put_newEntryBesideFlowMapping_isReadBackToo() throws Exception {
    put("{a: {user: u, password: x}}\n", "rw-------");

    CredentialStore.open(file).put("b", new Credentials("v", new Secret("y")));

    assertThat(CredentialStore.open(file).names()).containsExactly("a", "b");
  }

  @Test
  void put_entryThatIsThere_replacesIt() throws Exception {
    put("a: {user: u, password: x}\n", "rw-------");

    CredentialStore.open(file).put("a", new Credentials("v", new Secret("y")));

    assertThat(Files.readString(file)).isEqualTo("a: {user: v, password: y}\n");
  }

  @Test
  void remove_entry_isGoneFromTheFile() throws Exception {
    put("a: {user: u, password: x}\nb: {user: v, password: y}\n", "rw-------");

    assertThat(CredentialStore.open(file).remove("a")).isTrue();
    assertThat(CredentialStore.open(file).remove("a")).isFalse();
    assertThat(CredentialStore.open(file).names()).containsExactly("b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: canary|a: expected a mapping {user: ..., password: ...}, found something else",
        "a: {user: u}|a.password: missing; expected a password",
        "a: {user: u, password: can,ary}|a: unknown key; known here: user, password; put a value"
            + " with a comma in quotes",
        "a: {user: u, password: [canary]}|a.password: expected a password, found a list",
        "a: {user: '', password: canary}|a.user: expected a user name, found something else",
        "A b: {user: u, password: canary}|A b: a key that is not a name of 1 to 63 letters, digits,"
            + " hyphens and underscores",
      })
  void open_mistake_isToldWithoutAnyValue(String text, String message) throws Exception {
    put(text + "\n", "rw-------");

    assertThatThrownBy(() -> CredentialStore.open(file))
        .hasMessage("credentials.yaml:1: " + message)
        .hasMessageNotContainingAny("canary", "ary");
  }

  private void put(String text, String permissions) throws Exception {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
