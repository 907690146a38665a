package io.outpost.agent.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.agent.camera.Direction.Sense;
import io.outpost.agent.config.ConfigException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a camera's file says of its lanes beside where they are, and of the ground they are on. */
final class LaneTermsFileTest {
  private static final String LEAST = "id: yard\nstreams: {main: rtsp://192.0.2.10/main}\n";

  private static final String TERMS =
      LEAST
          + """
          lanes:
            - id: ramp
              polygon: [[0, 0.5], [1, 0.5], [1, 1]]
              dwell: 2s
              classes: [vehicle]
              direction: {from: [0.9, 0.7], to: [0.1, 0.75], only: against}
              motion: standing
              hours: ['Mon-Fri 07:00-09:30', 'Sat,Sun 22:00-05:00']
          """;

  @Test
  void parse_termsOfALane_areTakenAndWrittenBack() throws ConfigException {
    Camera camera = CameraFile.parse(TERMS, "f.yaml");

    assertThat(camera.lanes().get(0).terms())
        .isEqualTo(
            new LaneTerms(
                Optional.of(
                    new Direction(new Point(0.9, 0.7), new Point(0.1, 0.75), Sense.AGAINST)),
                Motion.STANDING,
                List.of(
                    DayHours.parse("Mon-Fri 07:00-09:30"), DayHours.parse("Sat,Sun 22:00-05:00"))));
    String text = CameraText.of(camera);
    assertThat(text).endsWith(TERMS.substring(TERMS.indexOf("lanes:")));
    assertThat(CameraFile.parse(text, "g.yaml")).isEqualTo(camera);
  }

  @Test
  void parse_preset_isTakenAndWrittenBack_andRefusedWithoutOnvif() throws ConfigException {
    String lane =
        "lanes:\n  - {id: a, polygon: [[0, 0], [1, 0], [1, 1]], dwell: 2s, preset: Gate}\n";
    String onvif = "onvif: {service: http://192.0.2.10/onvif/device_service}\n";

    Camera camera = CameraFile.parse(LEAST + onvif + lane, "f.yaml");

    assertThat(camera.lanes().get(0).terms().preset()).contains("Gate");
    assertThat(CameraFile.parse(CameraText.of(camera), "g.yaml")).isEqualTo(camera);
    assertThatThrownBy(() -> CameraFile.parse(LEAST + lane, "f.yaml"))
        .hasMessageContaining("lanes[0].preset: the camera is asked by ONVIF where it looks");
  }

  @Test
  void parse_group_isTakenAndWrittenBack_andOneOfASingleLaneRefused() throws ConfigException {
    String lane = "  - {id: %s, polygon: [[0, 0], [1, 0], [1, 1]], dwell: 2s, group: south}\n";
    String one = LEAST + "lanes:\n" + lane.formatted("a");

    Camera camera = CameraFile.parse(one + lane.formatted("b"), "f.yaml");

    assertThat(camera.lanes())
        .allSatisfy(each -> assertThat(each.terms().group()).contains("south"));
    assertThat(CameraFile.parse(CameraText.of(camera), "g.yaml")).isEqualTo(camera);
    assertThatThrownBy(() -> CameraFile.parse(one, "f.yaml"))
        .hasMessage(
            "f.yaml:4: lanes[0].group: 'south' has this lane alone; name all lanes of one"
                + " direction, or take it out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "only: against -> only: back|f.yaml:8: lanes[0].direction.only: expected one of along,"
            + " against, found 'back'",
        ", only: against -> |f.yaml:8: lanes[0].direction.only: missing; expected one of along,"
            + " against",
        "[0.1, 0.75] -> [0.9, 0.71]|f.yaml:8: lanes[0].direction: from and to are less than 0.02 of"
            + " the picture apart; draw a longer arrow",
        "motion: standing -> motion: still|f.yaml:9: lanes[0].motion: expected one of any,"
            + " standing, moving, found 'still'",
        "Sat,Sun -> Weekend|f.yaml:10: lanes[0].hours[1]: expected hours such as 07:00-09:30 or"
            + " Mon-Fri 07:00-09:30, found 'Weekend 22:00-05:00'",
      })
  void parse_wrongTerm_isOneLineWithPathAndWayOut(String change, String message) {
    WrongFile.assertRefused(TERMS, change, message);
  }

  private static final String GROUND =
      LEAST
          + """
          ground:
            points: [[0.28, 0.79], [0.72, 0.79], [0.58, 0.24], [0.42, 0.24]]
            metres: [[-4, 10], [4, 10], [4, 35], [-4, 35.5]]
          lanes:
            - id: ramp
              polygon: [[0, 0.5], [1, 0.5], [1, 1]]
              dwell: 2s
              classes: [vehicle]
              minimumSpeed: 8.3
          """;

  @Test
  void parse_ground_isTakenAndWrittenBack() throws ConfigException {
    Camera camera = CameraFile.parse(GROUND, "f.yaml");

    Ground ground = camera.ground().orElseThrow();
    assertThat(ground.points().get(3)).isEqualTo(new Point(0.42, 0.24));
    assertThat(ground.metres().get(3)).isEqualTo(new Ground.Metres(-4, 35.5));
    assertThat(camera.lanes().get(0).terms().minimumSpeed()).contains(8.3);
    assertThat(CameraFile.parse(CameraText.of(camera), "g.yaml")).isEqualTo(camera);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[0.28, 0.79], [0.72, 0.79] -> [0.72, 0.79], [0.28, 0.79]|f.yaml:3: ground: corner 3 of"
            + " points lies on a line with its neighbours or inside; go round the four corners of"
            + " a quadrilateral",
        "[4, 10], [4, 35] -> [4, 10], [-4, 35.1]|f.yaml:3: ground: corner 3 of metres lies on a line"
            + " with its neighbours or inside; go round the four corners of a quadrilateral",
        ", [0.42, 0.24]] -> ]|f.yaml:4: ground.points: expected a list of four points [x, y] of the"
            + " picture, found a list",
        "minimumSpeed: 8.3 -> minimumSpeed: 0|f.yaml:11: lanes[0].minimumSpeed: expected metres a"
            + " second from 0.1 to 100, found 0",
      })
  void parse_wrongGround_isOneLineWithPathAndWayOut(String change, String message) {
    WrongFile.assertRefused(GROUND, change, message);
  }

  @Test
  void parse_minimumSpeedWithoutGround_isRefused() {
    String text = LEAST + GROUND.substring(GROUND.indexOf("lanes:"));

    assertThatThrownBy(() -> CameraFile.parse(text, "f.yaml"))
        .hasMessage(
            "f.yaml:8: lanes[0].minimumSpeed: speeds are measured on the ground; give 'ground:',"
                + " four points in metres");
  }

  @Test
  void parse_ignore_isTakenAndWrittenBack() throws ConfigException {
    Camera camera =
        CameraFile.parse(LEAST + "ignore:\n  - [[0, 0.5], [0.25, 0.5], [0.25, 1]]\n", "f.yaml");

    assertThat(camera.ignored())
        .containsExactly(
            new Polygon(List.of(new Point(0, 0.5), new Point(0.25, 0.5), new Point(0.25, 1))));
    assertThat(CameraFile.parse(CameraText.of(camera), "g.yaml")).isEqualTo(camera);
    assertThatThrownBy(
            () -> CameraFile.parse(LEAST + "ignore: [[[0, 0.5], [2, 0.5], [1, 1]]]\n", "f.yaml"))
        .hasMessage(
            "f.yaml:3: ignore[0][1][0]: expected a fraction of the picture's width or height, 0 to"
                + " 1, found 2");
  }

  @Test
  void parse_timeZone_isTakenAndWrittenBack_andAnUnknownOneRefused() throws ConfigException {
    Camera camera = CameraFile.parse(LEAST + "timeZone: Asia/Shanghai\n", "f.yaml");

    assertThat(camera.zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
    assertThat(CameraFile.parse(CameraText.of(camera), "g.yaml")).isEqualTo(camera);
    assertThatThrownBy(() -> CameraFile.parse(LEAST + "timeZone: Asia/Peking\n", "f.yaml"))
        .hasMessage(
            "f.yaml:3: timeZone: expected a time zone such as Asia/Shanghai, found 'Asia/Peking'");
  }
}
