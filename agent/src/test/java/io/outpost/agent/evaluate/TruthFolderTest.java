package io.outpost.agent.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.agent.config.ConfigException;
import io.outpost.agent.evaluate.LaneTruth.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruthFolderTest {
  private static final String ROAD =
      """
      version: 1
      clip: road.mp4
      faces: {enabled: true}
      lanes:
        - {id: d, polygon: [[0, 0.6], [1, 0.6], [1, 0.8]], dwell: 400ms}
      """;

  @TempDir Path folder;

  @BeforeEach
  void placeClip() throws IOException {
    Files.createFile(folder.resolve("road.mp4"));
  }

  @Test
  void read_everyKey_isInTheTruth() throws Exception {
    write(
        "road.truth.yaml",
        ROAD
            + """
            masks: [[[0, 0], [0.1, 0], [0.1, 0.1]]]
            ignore: [[[0, 0], [0.2, 0], [0.2, 0.1]], [[0.5, 0], [0.7, 0], [0.7, 0.1]]]
            start: 2026-11-26T08:00:00Z
            timeZone: Asia/Shanghai
            note: read from a slit-scan image
            tolerance: 0.3
            expect:
              lanes:
                - {lane: d, at: 2.5, class: vehicle}
                - {lane: d, from: 4, to: 6.5, tolerance: 1}
                - {lane: d, from: 8, either: true}
              faces:
                - {from: 0, to: 3, best: {from: 2, to: 3}, width: 40, area: [[0, 0], [1, 0], [1, 1]]}
              counts:
                - {events: lanes, of: [d], least: 2, most: 3}
            """);

    Truth truth = TruthFolder.read(folder).get(0);

    assertThat(truth.name()).isEqualTo("road");
    assertThat(truth.watched().camera().id()).isEqualTo("road");
    assertThat(truth.watched().camera().masks()).hasSize(1);
    assertThat(truth.watched().camera().ignored()).hasSize(2);
    assertThat(truth.watched().camera().timeZone()).contains(ZoneId.of("Asia/Shanghai"));
    assertThat(truth.watched().start()).isEqualTo("2026-11-26T08:00:00Z");
    assertThat(truth.watched().cameraFile()).isEqualTo(folder.resolve("road.truth.yaml"));
    List<LaneTruth> lanes = truth.lanes().orElseThrow();
    assertThat(lanes)
        .extracting(LaneTruth::timing)
        .containsExactly(Timing.MIDST, Timing.BOTH, Timing.START);
    assertThat(lanes).extracting(LaneTruth::tolerance).containsExactly(0.3, 1.0, 0.3);
    assertThat(lanes).extracting(LaneTruth::either).containsExactly(false, false, true);
    assertThat(truth.faces().orElseThrow().get(0).best()).contains(new Span(2, 3));
    assertThat(truth.counts().get(0).of()).containsExactly("d");
  }

  private static final String GROUP =
      """
      version: 1
      clip: road.mp4
      lanes:
        - {id: d, polygon: [[0, 0.6], [1, 0.6], [1, 0.8]], dwell: 10s, group: south}
        - {id: e, polygon: [[0, 0.2], [1, 0.2], [1, 0.4]], dwell: 10s, group: south}
      """;

  @Test
  void read_congestion_isByItsGroup() throws Exception {
    write(
        "road.truth.yaml",
        GROUP
            + "expect: {congestion: [{group: south, from: 4, to: 90}, {group: south, from: 99}]}\n");

    List<LaneTruth> queues = TruthFolder.read(folder).get(0).congestion().orElseThrow();
    assertThat(queues).extracting(LaneTruth::lane).containsExactly("south", "south");
    assertThat(queues).extracting(LaneTruth::timing).containsExactly(Timing.BOTH, Timing.START);
  }

  @Test
  void read_congestionOfNoGroup_isRefused() throws Exception {
    write("road.truth.yaml", ROAD + "expect: {congestion: [{group: south, from: 4}]}\n");

    assertThatThrownBy(() -> TruthFolder.read(folder))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("no lane of the camera is of group 'south'; its groups: none");
  }

  @Test
  void read_whatIsNotExpected_isNotScored() throws Exception {
    write("road.truth.yaml", ROAD + "expect: {lanes: []}\n");

    Truth truth = TruthFolder.read(folder).get(0);

    assertThat(truth.lanes()).contains(List.of());
    assertThat(truth.faces()).isEmpty();
  }

  @Test
  void read_cameraFile_isThatOfTheStation() throws Exception {
    Files.writeString(
        folder.resolve("gate.yaml"),
        "id: gate\nstreams: {main: 'rtsp://192.0.2.1/a'}\nfaces: {enabled: true}\n");
    write(
        "a.truth.json",
        "{\"version\": 1, \"clip\": \"road.mp4\", \"camera\": \"gate.yaml\","
            + " \"expect\": {\"faces\": []}}");

    Truth truth = TruthFolder.read(folder).get(0);

    assertThat(truth.watched().camera().id()).isEqualTo("gate");
    assertThat(truth.watched().cameraFile()).isEqualTo(folder.resolve("gate.yaml"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "lane: []|6: lane: unknown key; did you mean 'lanes'?",
        "expect: {lane: []}|6: expect.lane: unknown key; did you mean 'lanes'?",
        "expect: {lanes: [{lane: x, at: 1}]}"
            + "|6: expect.lanes[0].lane: the camera has no lane 'x'; did you mean 'd'?",
        "expect: {lanes: [{lane: shoulder, at: 1}]}"
            + "|6: expect.lanes[0].lane: the camera has no lane 'shoulder'; its lanes: d",
        "expect: {lanes: [{lane: d, at: 1, to: 2}]}|6: expect.lanes[0]: expected either 'at', or"
            + " 'from' and maybe 'to'; keep one of the two",
        "expect: {lanes: [{lane: d, from: 3, to: 2}]}"
            + "|6: expect.lanes[0].to: is before 'from'; expected a later time",
        "expect: {counts: [{events: faces, of: [d], least: 1, most: 1}]}"
            + "|6: expect.counts[0].of: faces belong to no lane; take it out",
        "expect: {counts: [{events: lanes, least: 3, most: 1}]}"
            + "|6: expect.counts[0].most: is less than 'least'; expected at least as many",
        "expect: {faces: [{from: -1, to: 2}]}|6: expect.faces[0].from: expected seconds from the"
            + " beginning of the clip, found -1",
        "camera: gate.yaml|expect: missing; expected a mapping with any of lanes, faces, counts and congestion",
      })
  void read_whatDoesNotFit_isRefusedByFileLineAndKey(String line, String problem)
      throws IOException {
    Path file = write("road.truth.yaml", ROAD + line + "\n");

    assertThatThrownBy(() -> TruthFolder.read(folder))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageEndingWith(problem);
  }

  @Test
  void read_startThatIsNoTime_isRefused() throws IOException {
    write("a.truth.yaml", "version: 1\nclip: road.mp4\nexpect: {}\nstart: noon\n");

    assertThatThrownBy(() -> TruthFolder.read(folder))
        .hasMessageEndingWith(
            "a.truth.yaml:4: start: expected a time such as 2026-11-26T08:00:00Z, found 'noon'");
  }

  @Test
  void read_facesOfACameraWithout_areRefused() throws IOException {
    write("a.truth.yaml", "version: 1\nclip: road.mp4\nexpect: {faces: [{from: 0, to: 1}]}\n");

    assertThatThrownBy(() -> TruthFolder.read(folder))
        .hasMessageContaining("a.truth.yaml:3: expect.faces: the camera looks for no faces");
  }

  @Test
  void read_lanesBesideACameraFile_areRefused() throws IOException {
    write("a.truth.yaml", ROAD + "camera: gate.yaml\nexpect: {}\n");

    assertThatThrownBy(() -> TruthFolder.read(folder))
        .hasMessageContaining("a.truth.yaml:3: faces: stands beside a camera file")
        .hasMessageContaining("a.truth.yaml:4: lanes: stands beside a camera file");
  }

  @Test
  void read_severalWrongFiles_tellsOfAll() throws IOException {
    write("a.truth.yaml", "version: 2\nclip: road.mp4\nexpect: {}\n");
    write("b.truth.yaml", "version: 1\nclip: lost.mp4\nexpect: {}\n");

    assertThatThrownBy(() -> TruthFolder.read(folder))
        .hasMessageContaining(
            "a.truth.yaml:1: version: expected 1, the version of the format, found 2")
        .hasMessageContaining("b.truth.yaml:2: clip: " + folder.resolve("lost.mp4"));
  }

  @Test
  void read_nameOfAllTogether_isRefused() throws IOException {
    Path file = write("total.truth.yaml", ROAD + "expect: {}\n");

    assertThatThrownBy(() -> TruthFolder.read(folder))
        .hasMessageStartingWith(file.toString())
        .hasMessageEndingWith("all clips together are called 'total'; give the file another name");
  }

  @Test
  void read_sameNameTwice_isRefused() throws IOException {
    write("a.truth.yaml", ROAD + "expect: {}\n");
    write("a.truth.json", "{\"version\": 1, \"clip\": \"road.mp4\", \"expect\": {}}");

    assertThatThrownBy(() -> TruthFolder.read(folder)).hasMessageContaining("keep one of the two");
  }

  @Test
  void read_folderWithoutTruth_saysWhatIsLookedFor() {
    assertThatThrownBy(() -> TruthFolder.read(folder))
        .hasMessage(
            folder + ": no file that ends with .truth.yaml or .truth.json; see EVALUATION.md");
    assertThatThrownBy(() -> TruthFolder.read(folder.resolve("lost")))
        .hasMessage(folder.resolve("lost") + ": no such folder");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
