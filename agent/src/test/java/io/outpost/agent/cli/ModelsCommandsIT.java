package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.testing.Requires;
import io.outpost.agent.vision.model.Manifests;
import io.outpost.agent.vision.model.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about detectors, with real models and workers. */
class ModelsCommandsIT {
  @TempDir Path config;

  @Test
  void install_knownModel_isTriedOutInstalledAndBenched() throws Exception {
    Path model = Requires.shared("models/face_detection_yunet_2023mar.onnx");
    Path truth = Files.createDirectories(config.resolve("truth"));
    Path clip = Requires.shared("footage/face-demographics-walking.mp4");
    Files.writeString(
        truth.resolve("walk.truth.yaml"),
        """
        version: 1
        clip: %s
        faces: {enabled: true, minWidth: 20}
        expect:
          faces: [{from: 0, to: 3}, {from: 0, to: 3}]
        """
            .formatted(clip));

    CommandRun.Result installed =
        run(
            "models",
            "install",
            model.toString(),
            "--sha256",
            Sha256.of(Files.readAllBytes(model)));
    assertThat(installed.code()).as(installed.err()).isZero();
    assertThat(installed.out())
        .containsPattern("installed model yunet, [0-9.]+ ms a call on this box")
        .contains("from the agent's next start on it looks for faces");

    JsonNode bench =
        new ObjectMapper()
            .readTree(run("models", "bench", "--truth", truth.toString(), "--json").out());
    assertThat(bench).hasSize(3);
    assertThat(bench).allMatch(row -> row.path("milliseconds").asDouble() > 0);
    assertThat(bench)
        .extracting(row -> row.path("numbers").asText())
        .containsExactly("float16", "float16", "float32");
    assertThat(bench.get(1).has("scores")).as("no lanes in this truth").isFalse();
    assertThat(bench.get(2).path("name").asText()).isEqualTo("yunet");
    assertThat(bench.get(2).path("scores").path("facesCaptured").asInt()).isEqualTo(2);
    assertThat(bench.get(2).path("scores").path("facesFalse").asInt()).isZero();
  }

  @Test
  void install_whatIsNoModel_saysWhyAndInstallsNothing() throws Exception {
    byte[] noise = "no model at all".repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Path file = Files.write(config.resolve("noise.tflite"), noise);
    Path manifest =
        Files.writeString(
            config.resolve("m.yaml"),
            Manifests.text("face", "yunet", 320).replace(Manifests.SHA256, Sha256.of(noise)));

    CommandRun.Result result =
        run(
            "models",
            "install",
            file.toString(),
            "--sha256",
            Sha256.of(noise),
            "--manifest",
            manifest.toString());

    assertThat(result.err())
        .endsWith(
            "outpost: the model cannot be used, nothing was installed: no TensorFlow Lite model, or"
                + " a broken one, in what was installed\n");
    assertThat(result.code()).isEqualTo(ExitCode.FAILED.code());
    assertThat(config.resolve("state/models")).doesNotExist();
  }

  private CommandRun.Result run(String... arguments) {
    return new CommandRun(config).of(arguments);
  }
}
