package io.outpost.agent.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.outpost.agent.camera.Camera.Kind;
import io.outpost.agent.camera.Camera.Location;
import io.outpost.agent.config.ConfigException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CameraFileTest {
  private static final String FULL =
      """
      id: k412-east
      name: K412+300 eastbound
      kind: highway            # street | high-point | highway
      location: {latitude: 35.41, longitude: 116.58, bearing: 90}
      streams: {main: rtsp://192.0.2.10/main, sub: rtsp://192.0.2.10/sub}
      credentials: station-7   # by name; kept in a 0600 file, never here
      masks: []                # polygons, burnt in before any analysis
      faces: {enabled: true, minWidth: 24}
      lanes:
        - id: shoulder
          polygon: [[0.00, 0.61], [1.00, 0.61], [1.00, 0.82], [0.00, 0.82]]
          dwell: 400ms
          classes: [vehicle]
      analysis:
        mode: strict           # auto | eco | strict | always
        quiet: 8s
        always: ["07:00-09:30", "22:00-05:00"]
        priority: low          # low | normal | high
        tamper: [covered, moved]
      """;

  private static final String RECEIVED_BY_HAND =
      """
      id: yard
      streams:
        main: rtsps://192.0.2.10/main
        transport: udp
        certificate: %s
      """
          .formatted("0A:".repeat(31) + "0a");

  private static final String LEAST = "id: yard\nstreams: {main: rtsp://192.0.2.10/main}\n";

  @Test
  void parse_fullFile_takesEveryKey() throws ConfigException {
    Camera camera = CameraFile.parse(FULL, "f.yaml");

    assertThat(camera)
        .isEqualTo(
            new Camera(
                "k412-east",
                "K412+300 eastbound",
                true,
                Kind.HIGHWAY,
                Optional.of(new Location(35.41, 116.58, Optional.of(90.0))),
                Optional.empty(),
                new Streams(
                    URI.create("rtsp://192.0.2.10/main"),
                    Optional.of(URI.create("rtsp://192.0.2.10/sub"))),
                Optional.of("station-7"),
                List.of(),
                new Faces(true, 24),
                List.of(
                    new Lane(
                        "shoulder",
                        new Polygon(
                            List.of(
                                new Point(0, 0.61),
                                new Point(1, 0.61),
                                new Point(1, 0.82),
                                new Point(0, 0.82))),
                        Duration.ofMillis(400),
                        Set.of(ObjectClass.VEHICLE))),
                new Watchfulness(
                    AnalysisMode.STRICT,
                    Duration.ofSeconds(8),
                    List.of(DayHours.parse("07:00-09:30"), DayHours.parse("22:00-05:00")),
                    Priority.LOW,
                    Optional.of(Set.of(Tamper.COVERED, Tamper.MOVED)))));
    assertThat(CameraFile.parse(CameraText.of(camera), "g.yaml")).isEqualTo(camera);
  }

  @Test
  void parse_detectors_takesTheirNames() throws ConfigException {
    Camera camera =
        CameraFile.parse(LEAST + "detectors: {faces: yunet, bodies: builtin}\n", "f.yaml");

    assertThat(camera.detectors())
        .isEqualTo(new DetectorNames(Optional.of("yunet"), Optional.of(DetectorNames.BUILT_IN)));
    assertThat(CameraFile.parse(CameraText.of(camera), "g.yaml")).isEqualTo(camera);
    assertThat(CameraFile.parse(LEAST, "f.yaml").detectors()).isEqualTo(DetectorNames.NONE);
  }

  @Test
  void parse_leastFile_takesEveryDefault() throws ConfigException {
    assertThat(CameraFile.parse(LEAST, "f.yaml"))
        .isEqualTo(
            new Camera(
                "yard",
                "yard",
                true,
                Kind.STREET,
                Optional.empty(),
                Optional.empty(),
                new Streams(URI.create("rtsp://192.0.2.10/main"), Optional.empty()),
                Optional.empty(),
                List.of(),
                new Faces(false, 20),
                List.of(),
                Watchfulness.DEFAULT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7-9",
        "07:00",
        "07:00-25:00",
        "07:00-09:00-11:00",
        "now",
        "Mo 07:00-09:30",
        "07:00-09:30 Mon"
      })
  void parse_hoursThatAreNone_areRefused(String hours) {
    assertThatThrownBy(
            () -> CameraFile.parse(LEAST + "analysis: {always: [\"" + hours + "\"]}\n", "f.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("analysis.always[0]")
        .hasMessageContaining(
            "expected hours such as 07:00-09:30 or Mon-Fri 07:00-09:30, found '" + hours + "'");
  }

  @Test
  void parse_evidence_takesEveryKey() throws ConfigException {
    Camera camera =
        CameraFile.parse(
            LEAST
                + "evidence: {stills: threshold, marked: false, blurFaces: false, clip: main,"
                + " clipSize: 512KiB, clipWithoutMasks: true}\n",
            "f.yaml");

    assertThat(camera.evidence())
        .isEqualTo(
            new Evidence(
                Evidence.Moments.THRESHOLD,
                false,
                false,
                new Clips(Clips.Source.MAIN, 512 << 10, true)));
    assertThat(CameraFile.parse(CameraText.of(camera), "g.yaml")).isEqualTo(camera);
    assertThat(CameraFile.parse(LEAST, "f.yaml").evidence()).isEqualTo(Evidence.DEFAULT);
  }

  @Test
  void parse_facesWithoutScene_isReadBack() throws ConfigException {
    Camera camera = CameraFile.parse(LEAST + "faces: {enabled: true, scene: false}\n", "f.yaml");

    assertThat(camera.faces()).isEqualTo(new Faces(true, 20, false));
    assertThat(CameraFile.parse(CameraText.of(camera), "g.yaml")).isEqualTo(camera);
    assertThat(CameraFile.parse(LEAST + "faces: {enabled: true}\n", "f.yaml").faces().scene())
        .isTrue();
  }

  @Test
  void parse_clipsLargerThanAnEventMayBe_areRefused() {
    assertThatThrownBy(() -> CameraFile.parse(LEAST + "evidence: {clipSize: 13MiB}\n", "f.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("f.yaml:3: evidence.clipSize: expected at most 12MiB");
  }

  @Test
  void parse_transportAndCertificate_areThoseOfBothStreams() throws ConfigException {
    Camera camera = CameraFile.parse(RECEIVED_BY_HAND, "f.yaml");

    assertThat(camera.streams().transport()).isEqualTo(TransportChoice.UDP);
    assertThat(camera.streams().certificate()).contains(new CertificatePin("0a".repeat(32)));
    assertThat(CameraFile.parse(CameraText.of(camera), "g.yaml")).isEqualTo(camera);
  }

  @Test
  void parse_certificateWithoutTls_isRefused() {
    assertThatThrownBy(
            () -> CameraFile.parse(RECEIVED_BY_HAND.replace("rtsps:", "rtsp:"), "f.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("streams.certificate: none of the streams comes over TLS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"transport: quic", "certificate: 0a0a", "certificate: yes.pem"})
  void parse_wrongReception_saysWhatIsExpected(String line) {
    String text = "id: yard\nstreams:\n  main: rtsps://192.0.2.10/main\n  " + line + "\n";

    assertThatThrownBy(() -> CameraFile.parse(text, "f.yaml"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("streams." + line.substring(0, line.indexOf(':')))
        .hasMessageContaining("expected");
  }

  @Test
  void parse_whatWasWritten_isTheSameCamera() throws ConfigException {
    Camera camera = CameraFile.parse(FULL, "f.yaml");

    assertThat(CameraFile.parse(CameraText.of(camera), "g.yaml")).isEqualTo(camera);
  }

  @Test
  void of_fullCamera_readsAsAPersonWouldHaveWrittenIt() throws ConfigException {
    assertThat(CameraText.of(CameraFile.parse(FULL, "f.yaml")))
        .isEqualTo(
            """
            id: k412-east
            name: K412+300 eastbound
            kind: highway
            location: {latitude: 35.41, longitude: 116.58, bearing: 90}
            streams:
              main: rtsp://192.0.2.10/main
              sub: rtsp://192.0.2.10/sub
            credentials: station-7
            faces: {enabled: true, minWidth: 24}
            lanes:
              - id: shoulder
                polygon: [[0, 0.61], [1, 0.61], [1, 0.82], [0, 0.82]]
                dwell: 400ms
                classes: [vehicle]
            analysis: {mode: strict, quiet: 8s, always: ['07:00-09:30', '22:00-05:00'], priority: low, tamper: [covered, moved]}
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "'no'",
    "'012'",
    "'1e3'",
    "'12'",
    "'K412: a # b'",
    "'京台高速 K412+300'",
    "'\"q\" ''a'''"
  })
  void of_nameThatNeedsQuotes_isReadBack(String name) throws ConfigException {
    Camera least = CameraFile.parse(LEAST, "f.yaml");
    Camera camera =
        CameraDraft.of(least).id("012").name(name).credentials(Optional.of("12")).build();

    assertThat(CameraFile.parse(CameraText.of(camera), "g.yaml")).isEqualTo(camera);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dwell: 400ms -> dwel: 400ms|f.yaml:12: lanes[0].dwel: unknown key; did you mean 'dwell'?",
        "minWidth: 24 -> min_width: 24|f.yaml:8: faces.min_width: unknown key; did you mean"
            + " 'minWidth'?",
        "kind: highway -> colour: red|f.yaml:3: colour: unknown key; known here: id, name,"
            + " enabled, kind, location, timeZone, streams, onvif, credentials, masks, ignore, faces,"
            + " detectors, evidence, ground, lanes, analysis",
        "kind: highway -> kind: high-way|f.yaml:3: kind: expected one of street, high-point,"
            + " highway, found 'high-way'; did you mean 'highway'?",
        "kind: highway -> kind: bridge|f.yaml:3: kind: expected one of street, high-point, highway,"
            + " found 'bridge'",
        "id: k412-east -> id: K 412|f.yaml:1: id: expected 1 to 63 letters, digits, hyphens and"
            + " underscores, the first a letter or digit, found 'K 412'",
        "id: k412-east -> id: 412|f.yaml:1: id: expected 1 to 63 letters, digits, hyphens and"
            + " underscores, the first a letter or digit, found 412; put it in quotes",
        "bearing: 90 -> bearing: 361|f.yaml:4: location.bearing: expected degrees clockwise from"
            + " north, 0 to 360, found 361",
        "latitude: 35.41 -> latitude: north|f.yaml:4: location.latitude: expected degrees from -90"
            + " to 90, found 'north'",
        "dwell: 400ms -> dwell: 400|f.yaml:12: lanes[0].dwell: expected a duration such as 400ms,"
            + " 2s or 5m, found 400; put it in quotes",
        "dwell: 400ms -> dwell: 2 sec|f.yaml:12: lanes[0].dwell: expected a duration such as 400ms,"
            + " 2s or 5m, found '2 sec'",
        "[1.00, 0.82] -> [1.2, 0.82]|f.yaml:11: lanes[0].polygon[2][0]: expected a fraction of the"
            + " picture's width or height, 0 to 1, found 1.2",
        "[vehicle] -> [vehicel]|f.yaml:13: lanes[0].classes[0]: expected one of person, vehicle,"
            + " bicycle, unknown, found 'vehicel'; did you mean 'vehicle'?",
        "[vehicle] -> []|f.yaml:13: lanes[0].classes: expected a list of at least one of person,"
            + " vehicle, bicycle, unknown, found a list",
        "enabled: true -> enabled: yes|f.yaml:8: faces.enabled: expected true or false, found 'yes'",
        "enabled: true, -> |f.yaml:8: faces.enabled: missing; expected true or false",
        "minWidth: 24 -> minWidth: 4|f.yaml:8: faces.minWidth: expected a whole number of pixels"
            + " from 8 to 4096, found 4",
        "rtsp://192.0.2.10/main -> http://192.0.2.10/main|f.yaml:5: streams.main: expected a URL"
            + " that begins with rtsp://, rtsps:// or file:///",
        "rtsp://192.0.2.10/main -> rtsp://a:canary@192.0.2.10/main|f.yaml:5: streams.main: carries"
            + " a user name or password; take it out and name it with 'credentials:' (outpost camera"
            + " add does so by itself)",
        "rtsp://192.0.2.10/sub -> rtsp:///sub|f.yaml:5: streams.sub: no host name or address"
            + " where one is expected, as in rtsp://192.0.2.10:554/main; if the password has a '/',"
            + " give it apart from the URL",
        "rtsp://192.0.2.10/main -> rtsp://192.0.2.10:0/main|f.yaml:5: streams.main: port out of"
            + " range; expected 1 to 65535",
        "credentials: station-7 -> credentials: Station 7|f.yaml:6: credentials: expected the name"
            + " of an entry in credentials.yaml: 1 to 63 letters, digits, hyphens and"
            + " underscores, found 'Station 7'",
        "masks: [] -> masks: [[[0, 0], [1, 1]]]|f.yaml:7: masks[0]: expected a list of 3 to 64"
            + " corners [x, y], found a list",
      })
  void parse_oneMistake_isOneLineWithPathAndWayOut(String change, String message) {
    WrongFile.assertRefused(FULL, change, message);
  }

  @Test
  void parse_severalMistakes_areAllToldInTheFilesOrder() {
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class,
            () -> CameraFile.parse("lanes: [{id: a}]\nkind: x\nname: 7\n", "f.yaml"));

    assertThat(refused.problems())
        .containsExactly(
            "f.yaml: id: missing; expected 1 to 63 letters, digits, hyphens and underscores, the"
                + " first a letter or digit",
            "f.yaml: streams: missing; expected a mapping with main and maybe sub, such as"
                + " {main: rtsp://192.0.2.10/main}",
            "f.yaml:1: lanes[0].polygon: missing; expected a list of 3 to 64 corners [x, y]",
            "f.yaml:1: lanes[0].dwell: missing; expected a duration such as 400ms, 2s or 5m",
            "f.yaml:2: kind: expected one of street, high-point, highway, found 'x'",
            "f.yaml:3: name: expected a name of 1 to 200 characters, in any script, found 7; put it"
                + " in quotes");
  }

  @Test
  void parse_twoLanesOfOneId_areRefused() {
    String lane = "  - {id: a, polygon: [[0, 0], [1, 0], [1, 1]], dwell: 2s}\n";

    assertThatThrownBy(() -> CameraFile.parse(LEAST + "lanes:\n" + lane + lane, "f.yaml"))
        .hasMessage("f.yaml:5: lanes[1].id: 'a' is taken by a lane above");
  }

  @Test
  void parse_notAMapping_isRefused() {
    assertThatThrownBy(() -> CameraFile.parse("- a\n", "f.yaml"))
        .hasMessage("f.yaml:1: expected a mapping with id and streams, found a list");
  }
}
