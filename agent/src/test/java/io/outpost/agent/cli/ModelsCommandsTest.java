package io.outpost.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.testing.SimulatedTime;
import io.outpost.agent.vision.model.Manifests;
import io.outpost.agent.vision.model.ModelFolder;
import io.outpost.agent.vision.model.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands about detectors, as far as they ask no worker. */
final class ModelsCommandsTest {
  private static final byte[] MODEL = "a model".getBytes(UTF_8);

  @TempDir Path config;

  @Test
  void list_nothingInstalled_showsTheBuiltInOnes() {
    CommandRun.Result result = run("models", "list");

    assertThat(result.out())
        .isEqualTo(
            """
            NAME                    VERSION         KIND  FORMAT  INPUT  LICENCE     CAMERAS  STATE
            blazeface-full-range    0.4.1646425229  face  tflite  -      Apache-2.0  0        built in, in use
            ssd-mobilenet-v2-oidv4  0.4.1675468480  body  tflite  -      Apache-2.0  0        built in, in use
            """);
    assertThat(result.code()).isZero();
  }

  @Test
  void list_chosenModel_isInUseAndTheBuiltInOneIsNot() throws Exception {
    install();
    Files.writeString(config.resolve("agent.yaml"), "detectors: {faces: tried}\n");

    JsonNode list = new ObjectMapper().readTree(run("models", "list", "--json").out());

    assertThat(list).hasSize(3);
    assertThat(list.get(0).path("inUse").asBoolean()).isFalse();
    assertThat(list.get(1).path("inUse").asBoolean()).isTrue();
    assertThat(list.get(2).path("name").asText()).isEqualTo("tried");
    assertThat(list.get(2).path("sha256").asText()).isEqualTo(Sha256.of(MODEL));
    assertThat(list.get(2).path("inUse").asBoolean()).isTrue();
    assertThat(run("models", "list").out())
        .contains("tried                   1.0             face  tflite  320x320  Apache-2.0  0");
  }

  @Test
  void list_camerasAndNobodyElse_sayWhatIsInUse() throws Exception {
    install();
    camera("gate", "faces: {enabled: true}");
    camera("yard", "faces: {enabled: true}\ndetectors: {faces: builtin}");
    camera("hall", "detectors: {faces: tried}");

    JsonNode list = new ObjectMapper().readTree(run("models", "list", "--json").out());

    assertThat(list.get(0).path("cameras").toString()).isEqualTo("[\"yard\"]");
    assertThat(list.get(0).path("inUse").asBoolean()).isTrue();
    assertThat(list.get(1).path("cameras").toString()).isEqualTo("[]");
    assertThat(list.get(2).path("cameras").toString())
        .as("of YuNet's style")
        .isEqualTo("[\"gate\"]");
    assertThat(list.get(2).path("inUse").asBoolean()).isTrue();
  }

  @Test
  void remove_modelThatACameraNames_isRefusedUntilItDoesNot() throws Exception {
    install();
    camera("hall", "detectors: {faces: tried}");

    assertThat(run("models", "remove", "tried").err())
        .isEqualTo(
            "outpost: model 'tried' is named by the cameras [hall]; choose another with 'outpost"
                + " camera edit' first, or --force\n");
    camera("hall", "");
    assertThat(run("models", "remove", "tried").out())
        .isEqualTo(
            "removed model tried\n"
                + "it looked for faces; from the agent's next start on another does, see 'outpost"
                + " models list'\n");
  }

  private void camera(String id, String rest) throws IOException {
    Path file = config.resolve("cameras.d/" + id + ".yaml");
    Files.createDirectories(config.resolve("cameras.d"));
    Files.writeString(file, "id: " + id + "\nstreams: {main: rtsp://h/m}\n" + rest + "\n");
  }

  @Test
  void list_brokenManifest_isToldWithCode1() throws Exception {
    install();
    Files.writeString(config.resolve("state/models/broken.yaml"), "name: broken\nkind: hat\n");

    CommandRun.Result result = run("models", "list");

    assertThat(result.code()).isEqualTo(ExitCode.FAILED.code());
    assertThat(result.out()).contains("tried");
    assertThat(result.err()).contains("outpost: models/broken.yaml:2: kind: expected one of");
  }

  @Test
  void remove_model_isGoneButNotWhileItIsNamed() throws Exception {
    install();
    Files.writeString(config.resolve("agent.yaml"), "detectors: {faces: tried}\n");
    CommandRun.Result refused = run("models", "remove", "tried");
    Files.writeString(config.resolve("agent.yaml"), "detectors: {faces: builtin}\n");

    assertThat(refused.err())
        .isEqualTo(
            "outpost: model 'tried' is named in agent.yaml under 'detectors'; take it out there"
                + " first, or --force\n");
    assertThat(refused.code()).isEqualTo(ExitCode.FAILED.code());
    assertThat(run("models", "remove", "tried").out()).isEqualTo("removed model tried\n");
    assertThat(run("models", "remove", "tried").err())
        .isEqualTo("outpost: no model 'tried' is installed\n");
  }

  @Test
  void run_detectorThatIsNotInstalled_isCode2AndSaysWhatToDo() throws Exception {
    install();
    Files.writeString(config.resolve("agent.yaml"), "detectors: {faces: trid}\n");
    assertThat(run("run").err())
        .isEqualTo(
            "outpost: agent.yaml: detectors.faces: no model 'trid' is installed; did you mean"
                + " 'tried'?; 'outpost models list' shows those that are, 'outpost models install'"
                + " brings one\n");

    Files.writeString(config.resolve("agent.yaml"), "detectors: {bodies: tried}\n");
    CommandRun.Result result = run("run");
    assertThat(result.err())
        .isEqualTo(
            "outpost: agent.yaml: detectors.bodies: the model 'tried' is of kind face; expected one"
                + " of kind body, see 'outpost models list'\n");
    assertThat(result.code()).isEqualTo(ExitCode.USAGE.code());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2|models|no command given; see 'outpost models --help'",
        "2|models install m.onnx|Missing required option: '--sha256=HEX'; see 'outpost models install"
            + " --help'",
        "2|models install m.onnx --sha256 abc|--sha256: expected 64 hexadecimal digits, found 3",
        "2|models install m.onnx --sha256 GOOD|no manifest of this model is known; write one, see"
            + " MODELS.md, and give it with --manifest FILE",
        "2|models install http://h/m.onnx --sha256 GOOD --manifest MANIFEST|expected a file or an"
            + " address that begins with https://, without user and password",
        "2|models install https://u:p@h/m.onnx --sha256 GOOD --manifest MANIFEST|expected a file or an"
            + " address that begins with https://, without user and password",
        "1|models install /nowhere --sha256 GOOD --manifest MANIFEST|/nowhere: no such file",
        "1|models install OTHER --sha256 GOOD --manifest MANIFEST|its SHA-256 is OTHERSHA: not the model"
            + " that was meant; nothing was installed",
        "2|models install OTHER --sha256 OTHERSHA --manifest MANIFEST|MANIFEST: sha256: is not that of"
            + " --sha256; is it the manifest of this model?",
        "1|models bench nowhere|no model 'nowhere' is installed",
        "2|models bench --truth /nowhere|/nowhere: no such folder"
      })
  void run_whatCannotWork_isOneLineAndInstallsNothing(int code, String arguments, String message)
      throws IOException {
    Path manifest = Files.writeString(config.resolve("m.yaml"), manifest());
    Path other = Files.writeString(config.resolve("other"), "another file");
    String otherSha = Sha256.of("another file".getBytes(UTF_8));

    CommandRun.Result result = run(filled(arguments, manifest, other, otherSha).split(" "));

    assertThat(result.err())
        .isEqualTo("outpost: " + filled(message, manifest, other, otherSha) + "\n");
    assertThat(result.code()).isEqualTo(code);
    assertThat(config.resolve("state/models")).doesNotExist();
  }

  private static String filled(String text, Path manifest, Path other, String otherSha) {
    return text.replace("MANIFEST", manifest.toString())
        .replace("OTHERSHA", otherSha)
        .replace("OTHER", other.toString())
        .replace("GOOD", Sha256.of(MODEL));
  }

  private void install() throws Exception {
    new ModelFolder(config.resolve("state"))
        .install(manifest(), MODEL, "", new SimulatedTime(Instant.EPOCH));
  }

  private static String manifest() {
    return Manifests.text("face", "yunet", 320).replace(Manifests.SHA256, Sha256.of(MODEL));
  }

  private CommandRun.Result run(String... arguments) {
    return new CommandRun(config).of(arguments);
  }
}
