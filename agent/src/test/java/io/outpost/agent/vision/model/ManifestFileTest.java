package io.outpost.agent.vision.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.vision.model.ModelInput.Colours;
import io.outpost.agent.vision.model.ModelInput.Layout;
import io.outpost.agent.vision.model.ModelInput.Resize;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestFileTest {
  @Test
  void parse_everyKey_isTaken() throws Exception {
    DetectorModel model =
        ManifestFile.parse(
            """
            name: lorries
            version: 2026-11
            kind: body
            format: onnx
            licence: MIT
            sha256: %s
            note: trained on lorries
            input:
              width: 320
              height: 256
              layout: nchw
              colours: bgr
              mean: [103.5, 116.3, 123.7]
              divide: [57.4, 57.1, 58.4]
              resize: letterbox
              fill: 114
            decoding: {style: nanodet, strides: [8, 16], bins: 10}
            labels: [person, lorry, kite]
            classes: {person: [person], vehicle: [lorry]}
            minScore: 0.4
            """
                .formatted(Manifests.SHA256),
            "lorries.yaml");

    assertThat(model.kind()).isEqualTo(ModelKind.BODY);
    assertThat(model.format()).isEqualTo(ModelFormat.ONNX);
    assertThat(model.input())
        .isEqualTo(
            new ModelInput(
                320,
                256,
                Layout.NCHW,
                Colours.BGR,
                List.of(103.5, 116.3, 123.7),
                List.of(57.4, 57.1, 58.4),
                Resize.LETTERBOX,
                114));
    assertThat(model.decoding().style()).isEqualTo(DecodingStyle.NANODET);
    assertThat(model.decoding().strides()).containsExactly(8, 16);
    assertThat(model.decoding().bins()).isEqualTo(10);
    assertThat(model.labels()).containsExactly("person", "lorry", "kite");
    assertThat(model.classes())
        .containsOnlyKeys("person", "lorry")
        .containsEntry("lorry", ObjectClass.VEHICLE);
    assertThat(model.minScore()).isEqualTo(0.4);
  }

  @Test
  void parse_leastOfFaces_takesDefaults() {
    DetectorModel model = Manifests.faces("yunet", 320);

    assertThat(model.labels()).containsExactly("face");
    assertThat(model.classes()).containsOnlyKeys("face");
    assertThat(model.decoding().strides()).containsExactly(8, 16, 32);
    assertThat(model.input().mean()).containsExactly(0.0, 0.0, 0.0);
    assertThat(model.input().divide()).containsExactly(1.0, 1.0, 1.0);
    assertThat(model.minScore()).isEqualTo(0.4);
  }

  @Test
  void parseChecked_whatWasChecked_isTheSame() throws Exception {
    String text = Manifests.text("face", "yunet", 320);

    assertThat(ManifestFile.parseChecked(text)).isEqualTo(ManifestFile.parse(text, "manifest"));
  }

  @Test
  void parseChecked_somethingElse_isRefused() {
    assertThatThrownBy(() -> ManifestFile.parseChecked("kind: face\ndecoding: {style: sorcery}\n"))
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void known_anyManifest_isReadWithoutAProblemAndFoundByItsModel() throws Exception {
    assertThat(KnownManifests.all()).hasSize(4);
    for (String text : KnownManifests.all()) {
      DetectorModel model = ManifestFile.parse(text, "known");
      assertThat(KnownManifests.find(model.sha256())).contains(text);
    }
    assertThat(KnownManifests.find(Manifests.SHA256)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "kind: face|kind: age|m.yaml:3: kind: expected one of face, body, found 'age'",
        "kind: face|kind: body|m.yaml:3: kind: a model of this style finds faces alone; write face",
        "style: yunet|style: yunett|m.yaml:8: decoding.style: expected one of blazeface, yunet, ssd,"
            + " ssd-boxes, yolox, nanodet, fastestdet, found 'yunett'; did you mean 'yunet'?",
        "width: 320|width: 324|m.yaml:7: input: 324 x 320 is no multiple of the stride 8; correct the"
            + " size, or decoding.strides",
        "version:|verison:|m.yaml:2: verison: unknown key; did you mean 'version'?",
        "style: yunet|style: yolox|m.yaml: labels: missing; expected the labels of the model, or"
            + " labelSet: coco-80",
        "licence: Apache-2.0|labelSet: coco-80|m.yaml: licence: missing; expected the model's licence,"
            + " such as Apache-2.0"
      })
  void parse_problem_saysFileLineAndWhatToDo(String before, String after, String problem) {
    String text = Manifests.text("face", "yunet", 320).replace(before, after);

    assertThatThrownBy(() -> ManifestFile.parse(text, "m.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "classes: {vehicle: [lorry]}|classes.vehicle[0]: 'lorry' is none of the labels; correct it",
        "classes: {face: [car]}|classes.face: not for a detector of kind body; take it out",
        "classes: {woman: [car]}|classes.woman: unknown key",
        "note: none|classes: missing; expected what the model's labels stand for here",
        "classes: {vehicle: [car], person: [car]}|'car' stands for another class too"
      })
  void parse_classes_areOursAlone(String classes, String problem) {
    String text = Manifests.text("body", "yolox", 320, "labels: [kite, car]", classes);

    assertThatThrownBy(() -> ManifestFile.parse(text, "m.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(problem);
  }
}
