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
  void put_anyPassword_isInNoFileAsItWasTyped() throws Exception {
    CredentialStore.open(file).put("a", new Credentials("admin", new Secret("canary")));

    assertThat(Files.readString(file)).startsWith("a: {user: admin, sealed: ");
    assertThat(Files.readString(file)).doesNotContain("canary");
    Path key = folder.resolve("credentials.key");
    assertThat(Files.readString(key)).doesNotContain("canary");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
  }

  @Test
  void put_samePasswordTwice_isSealedIntoDifferentTexts() throws Exception {
    CredentialStore store = CredentialStore.open(file);
    store.put("a", new Credentials("admin", new Secret("x")));
    String first = Files.readString(file);
    store.put("a", new Credentials("admin", new Secret("x")));

    assertThat(Files.readString(file)).isNotEqualTo(first);
  }

  @Test
  void put_newEntry_keepsCommentsAndOtherEntries() throws Exception {
    CredentialStore.open(file).put("a", new Credentials("u", new Secret("x")));
    String before = "# station 7\n" + Files.readString(file).strip() + " # old\n";
    put(before, "rw-------");

    CredentialStore.open(file).put("b", new Credentials("v", new Secret("y")));

    assertThat(Files.readString(file)).startsWith(before + "b: {user: v, sealed: ");
    assertThat(CredentialStore.open(file).find("a"))
        .contains(new Credentials("u", new Secret("x")));
  }

  @Test
  void put_newEntryBesidePlainOnes_sealsThemToo() throws Exception {
    put("a: {user: u, password: canary}\n", "rw-------");

    CredentialStore.open(file).put("b", new Credentials("v", new Secret("y")));

    assertThat(Files.readString(file)).doesNotContain("canary");
    assertThat(CredentialStore.open(file).find("a"))
        .contains(new Credentials("u", new Secret("canary")));
  }

  @Test
  void put_whileAnotherHasWritten_keepsBoth() throws Exception {
    CredentialStore one = CredentialStore.open(file);
    CredentialStore other = CredentialStore.open(file);
    one.put("a", new Credentials("u", new Secret("x")));
    other.put("b", new Credentials("v", new Secret("y")));

    assertThat(CredentialStore.open(file).names()).containsExactly("a", "b");
  }

  @Test
  void sealAll_plainEntries_sealsThemOnce() throws Exception {
    put("a: {user: u, password: canary}\n", "rw-------");

    assertThat(CredentialStore.open(file).isPlain("a")).isTrue();
    assertThat(CredentialStore.open(file).sealAll()).isTrue();
    assertThat(CredentialStore.open(file).isPlain("a")).isFalse();
    assertThat(CredentialStore.open(file).sealAll()).isFalse();
    assertThat(CredentialStore.open(file).find("a"))
        .contains(new Credentials("u", new Secret("canary")));
  }

  @Test
  void find_otherKey_isRefusedWithWhatHelps() throws Exception {
    CredentialStore.open(file).put("a", new Credentials("u", new Secret("canary")));
    Files.delete(folder.resolve("credentials.key"));

    assertThatThrownBy(() -> CredentialStore.open(file).find("a"))
        .hasMessage(
            "credentials.yaml: a: its password was sealed with a key that is not here; put the right"
                + " credentials.key beside it, or store it anew: outpost credentials set a");

    CredentialStore.open(file).put("b", new Credentials("v", new Secret("y")));
    assertThatThrownBy(() -> CredentialStore.open(file).find("a"))
        .hasMessageContaining("another key, or changed by hand");
    assertThat(CredentialStore.open(file).find("b"))
        .contains(new Credentials("v", new Secret("y")));
  }

  @Test
  void find_sealedTextMovedToAnotherName_doesNotOpen() throws Exception {
    CredentialStore.open(file).put("a", new Credentials("u", new Secret("canary")));
    put(Files.readString(file).replace("a: {", "b: {"), "rw-------");

    assertThatThrownBy(() -> CredentialStore.open(file).find("b"))
        .hasMessageContaining("changed by hand");
  }

  @Test
  void find_sealedTextOfAnyChangedCharacter_doesNotOpen() throws Exception {
    CredentialStore.open(file).put("a", new Credentials("u", new Secret("canary")));
    String text = Files.readString(file);
    int at = text.indexOf("sealed: ") + 30;
    char other = text.charAt(at) == 'A' ? 'B' : 'A';
    put(text.substring(0, at) + other + text.substring(at + 1), "rw-------");

    assertThatThrownBy(() -> CredentialStore.open(file).find("a"))
        .hasMessageContaining("changed by hand");
  }

  @Test
  void open_keyForOthers_isRefused() throws Exception {
    CredentialStore.open(file).put("a", new Credentials("u", new Secret("canary")));
    Path key = folder.resolve("credentials.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> CredentialStore.open(file))
        .hasMessageStartingWith("credentials.key: others may read it (rw-r--r--)");
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

    assertThat(CredentialStore.open(file).find("a"))
        .contains(new Credentials("v", new Secret("y")));
    assertThat(CredentialStore.open(file).names()).containsExactly("a");
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
        "a: {user: u}|a: expected either 'password', typed by hand, or 'sealed'",
        "a: {user: u, password: x, sealed: y}|a.sealed: expected a password as 'outpost credentials"
            + " set' seals it, found something else",
        "a: {user: u, password: can,ary}|a: unknown key; known here: user, password, sealed; put a value"
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
