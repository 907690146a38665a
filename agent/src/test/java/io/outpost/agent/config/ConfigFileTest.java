package io.outpost.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.outpost.agent.config.ConfigFile.Content;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"no", "yes", "on", "012", "1:30", "0x1f", "1_000", "2026-11-25", ".inf"})
  void parse_wordThatYaml11WouldTurn_staysText(String word) throws ConfigException {
    JsonNode value = parse("key: " + word).path("key");

    assertThat(value.isTextual()).isTrue();
    assertThat(value.asText()).isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource({"true, BOOLEAN", "12, NUMBER", "-0.5, NUMBER", "1e3, NUMBER", "~, NULL", "a, STRING"})
  void parse_plainScalar_hasItsType(String text, String type) throws ConfigException {
    assertThat(parse("key: " + text).path("key").getNodeType().name()).isEqualTo(type);
  }

  @Test
  void parse_emptyText_isEmptyMapping() throws ConfigException {
    assertThat(parse("# nothing\n").isObject()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: &x 1|f.yaml:1: not plain YAML: anchors and aliases (&, *) are not read; write the value"
            + " out",
        "a: *x|f.yaml:1: not plain YAML: anchors and aliases (&, *) are not read; write the value"
            + " out",
        "a: !!java.net.URL [x]|f.yaml:1: not plain YAML: tags (!) are not read; put the value in"
            + " quotes",
        "[a]: 1|f.yaml:1: not plain YAML: a key must be a plain word",
      })
  void parse_whatIsNotPlain_isRefused(String text, String message) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(ConfigException.class).hasMessage(message);
  }

  @Test
  void parse_duplicateKey_isRefusedWithItsLine() {
    assertThatThrownBy(() -> parse("a: 1\nb: 2\na: 3\n"))
        .hasMessage("f.yaml:3: not plain YAML: 'a' is given twice; keep one");
  }

  @Test
  void parse_secondDocument_isRefused() {
    assertThatThrownBy(() -> parse("a: 1\n---\nb: 2\n"))
        .hasMessageContaining("a second document; keep one per file");
  }

  @Test
  void parse_deepNesting_isRefused() {
    assertThatThrownBy(() -> parse("[".repeat(1000) + "]".repeat(1000)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("f.yaml");
  }

  @Test
  void parse_tooManyValues_isRefused() {
    assertThatThrownBy(() -> parse("[" + "1,".repeat(YamlReader.MAX_NODES + 1) + "]"))
        .hasMessageContaining("more than 50000 values");
  }

  @Test
  void parse_brokenSecretFile_quotesNothingOfIt() {
    assertThatThrownBy(() -> ConfigFile.parse("a: {password: @canary}\n", "c.yaml", Content.SECRET))
        .hasMessage("c.yaml:1: not plain YAML: cannot be read; put user and password in quotes");
  }

  @Test
  void parse_digitsInSecretFile_areText() throws ConfigException {
    ConfigFile file = ConfigFile.parse("password: 0123456", "c.yaml", Content.SECRET);

    assertThat(file.tree().path("password").asText()).isEqualTo("0123456");
    assertThat(file.tree().path("password").isTextual()).isTrue();
  }

  @Test
  void read_missingFile_saysSo() {
    assertThatThrownBy(() -> ConfigFile.read(folder.resolve("x"), "x.yaml", Content.OPEN))
        .hasMessage("x.yaml: no such file");
  }

  @Test
  void read_longFile_isRefusedUnread() throws Exception {
    Path file = folder.resolve("long.yaml");
    Files.writeString(file, "#".repeat(ConfigFile.MAX_FILE_BYTES + 1));

    assertThatThrownBy(() -> ConfigFile.read(file, "long.yaml", Content.OPEN))
        .hasMessage("long.yaml: 1048577 bytes, expected at most 1048576; is this the right file?");
  }

  @Test
  void read_latin1_asksForUtf8() throws Exception {
    Path file = folder.resolve("latin.yaml");
    Files.write(file, "name: Köln".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> ConfigFile.read(file, "latin.yaml", Content.OPEN))
        .hasMessage("latin.yaml: not UTF-8 text; save the file as UTF-8");
  }

  @Test
  void problem_ofNestedKey_carriesItsLine() throws ConfigException {
    ConfigFile file =
        ConfigFile.parse("a: 1\nlanes:\n  - id: x\n    dwell: 2s\n", "f.yaml", Content.OPEN);

    assertThat(file.problem("lanes[0].dwell", "wrong"))
        .isEqualTo("f.yaml:4: lanes[0].dwell: wrong");
    assertThat(file.problem("lanes[0].classes", "missing"))
        .isEqualTo("f.yaml:3: lanes[0].classes: missing");
  }

  @Test
  void withoutUserInfo_urlInText_losesIt() {
    assertThat(ConfigFile.withoutUserInfo("at rtsp://u:p@ss@10.0.0.1/a now"))
        .isEqualTo("at rtsp://***@10.0.0.1/a now");
  }

  private static JsonNode parse(String text) throws ConfigException {
    return ConfigFile.parse(text, "f.yaml", Content.OPEN).tree();
  }
}
