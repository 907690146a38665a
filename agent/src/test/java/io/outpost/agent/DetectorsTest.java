package io.outpost.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Observation;
import io.outpost.agent.analysis.Phase;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.DetectorNames;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.event.EventFactory;
import io.outpost.agent.event.Incarnation;
import io.outpost.agent.event.Versions;
import io.outpost.agent.testing.Observations;
import io.outpost.agent.testing.SimulatedTime;
import io.outpost.agent.vision.model.DetectorChoice;
import io.outpost.agent.vision.model.InstalledModel;
import io.outpost.agent.vision.model.Manifests;
import io.outpost.agent.vision.model.ModelFolder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which detectors are used, and what events say of them. */
class DetectorsTest {
  private static final EventFactory FACTORY =
      new EventFactory(
          "station-7",
          Versions.UNKNOWN,
          (camera, type) -> Detectors.kind(type).stream().map(DetectorsTest::named).toList());

  @TempDir private Path state;
  private ModelFolder models;

  @BeforeEach
  void open() {
    models = new ModelFolder(state);
  }

  @Test
  void models_ofAnEvent_areThoseThatLookedForIt() {
    assertThat(json(Observations.face())).contains("\"models\":[{\"name\":\"FACE\"");
    assertThat(json(Observations.lane(Phase.BEGAN))).contains("\"models\":[{\"name\":\"BODY\"");
  }

  @Test
  void usual_nothingSaid_isYunetOnceItIsInstalled() throws Exception {
    assertThat(Detectors.usual(DetectorNames.NONE, models)).isEqualTo(DetectorChoice.BUILT_IN);

    InstalledModel other = install("a-face", "face", "blazeface");
    InstalledModel yunet = install("yunet", "face", "yunet");

    assertThat(Detectors.usual(DetectorNames.NONE, models)).isEqualTo(DetectorChoice.of(yunet));
    assertThat(Detectors.usual(names("a-face", null), models)).isEqualTo(DetectorChoice.of(other));
    assertThat(Detectors.usual(names("builtin", "builtin"), models))
        .isEqualTo(DetectorChoice.BUILT_IN);
  }

  @Test
  void of_camera_isWhatItNamesOverWhatIsUsual() throws Exception {
    InstalledModel faces = install("eyes", "face", "blazeface");
    InstalledModel bodies = install("lorries", "body", "yolox");
    DetectorChoice usual = DetectorChoice.of(install("yunet", "face", "yunet"));

    assertThat(of(names(null, null), usual)).isEqualTo(usual);
    assertThat(of(names("eyes", "lorries"), usual))
        .isEqualTo(new DetectorChoice(Optional.of(faces), Optional.of(bodies)));
    assertThat(of(names("builtin", null), usual)).isEqualTo(DetectorChoice.BUILT_IN);
  }

  @Test
  void of_cameraThatLooksForNothing_holdsNoModel() throws Exception {
    install("eyes", "face", "blazeface");
    Camera camera = draft().faces(Faces.DISABLED).detectors(names("eyes", null)).build();

    assertThat(Detectors.of(camera, "gate.yaml", DetectorChoice.BUILT_IN, models))
        .isEqualTo(DetectorChoice.BUILT_IN);
  }

  @Test
  void problems_missingAndOfTheOtherKind_areBothToldWithWhatToDo() throws Exception {
    install("lorries", "body", "yolox");
    Camera camera = draft().detectors(names("lorries", "lorrys")).build();

    assertThat(Detectors.problems(camera, "cameras.d/gate.yaml", models))
        .containsExactly(
            "cameras.d/gate.yaml: detectors.faces: the model 'lorries' is of kind body; expected"
                + " one of kind face, see 'outpost models list'",
            "cameras.d/gate.yaml: detectors.bodies: no model 'lorrys' is installed; did you mean"
                + " 'lorries'?; 'outpost models list' shows those that are, 'outpost models"
                + " install' brings one");
  }

  private DetectorChoice of(DetectorNames names, DetectorChoice usual) throws Exception {
    return Detectors.of(draft().detectors(names).build(), "gate.yaml", usual, models);
  }

  private static CameraDraft draft() {
    Polygon lane = new Polygon(List.of(new Point(0, 0), new Point(1, 0), new Point(1, 1)));
    return new CameraDraft("gate", new Streams(URI.create("rtsp://h/main"), Optional.empty()))
        .faces(new Faces(true, 20))
        .lanes(List.of(new Lane("bus", lane, Duration.ZERO, Set.of(ObjectClass.VEHICLE))));
  }

  private static DetectorNames names(@Nullable String faces, @Nullable String bodies) {
    return new DetectorNames(Optional.ofNullable(faces), Optional.ofNullable(bodies));
  }

  private InstalledModel install(String name, String kind, String style) throws Exception {
    String[] labels =
        kind.equals("body")
            ? new String[] {"labels: [car]", "classes: {vehicle: [car]}"}
            : new String[0];
    String manifest =
        Manifests.text(kind, style, 320, labels).replace("name: tried", "name: " + name);
    models.install(manifest, new byte[0], "", new SimulatedTime(Instant.EPOCH));
    return models.find(name).orElseThrow();
  }

  private static Versions.Model named(Enum<?> kind) {
    return new Versions.Model(kind.name(), "1");
  }

  private static String json(Observation observation) {
    return new String(
        FACTORY
            .draft(Observations.camera("gate"), observation)
            .number(new Incarnation("00ff00ff00ff00ff"), 1)
            .json(),
        UTF_8);
  }
}
