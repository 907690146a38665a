package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.camera.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CameraCommandsTest {
  private static final String MAIN = "rtsp://192.0.2.10/main";

  @TempDir Path config;

  @BeforeEach
  void takeAPortWhereNothingAnswersAndARoomyBox() throws Exception {
    Files.writeString(config.resolve("agent.yaml"), "console: {port: 1}\n");
    MeasuredBox.roomy(config);
  }

  @Test
  void add_leastOptions_writesLeastFile() throws IOException {
    CommandRun.Result result = run("camera", "add", "gate", "--main", MAIN);

    assertThat(result).isEqualTo(new CommandRun.Result(0, "added camera gate\n", ""));
    assertThat(Files.readString(file("gate")))
        .isEqualTo("id: gate\nkind: street\nstreams:\n  main: rtsp://192.0.2.10/main\n");
  }

  @Test
  void add_everyOption_writesAllOfIt() throws Exception {
    CommandRun.Result result =
        new CommandRun(config)
            .withInput("canary\n")
            .of(
                "camera",
                "add",
                "k412",
                "--main",
                MAIN,
                "--sub",
                "rtsp://192.0.2.10/sub",
                "--name",
                "京台高速 K412",
                "--kind",
                "highway",
                "--faces",
                "--user",
                "admin",
                "--password-stdin",
                "--credentials",
                "station-7",
                "--lane",
                "shoulder:400ms:0,0.61 1,0.61 1,0.82:vehicle,person");

    assertThat(result.err()).isEmpty();
    assertThat(Files.readString(file("k412")))
        .isEqualTo(
            """
            id: k412
            name: 京台高速 K412
            kind: highway
            streams:
              main: rtsp://192.0.2.10/main
              sub: rtsp://192.0.2.10/sub
            credentials: station-7
            faces: {enabled: true, minWidth: 20}
            lanes:
              - id: shoulder
                polygon: [[0, 0.61], [1, 0.61], [1, 0.82]]
                dwell: 400ms
                classes: [person, vehicle]
            """);
    assertThat(stored("station-7")).isEqualTo("admin canary");
  }

  @Test
  void add_passwordInUrl_isMovedWithANoticeAndShownNowhere() throws Exception {
    CommandRun.Result result =
        run("camera", "add", "gate", "--main", "rtsp://admin:c@nary@192.0.2.10/main");

    assertThat(result.code()).isZero();
    assertThat(result.err())
        .isEqualTo(
            "outpost: user and password were taken out of the URL; next time give --user, which"
                + " asks\n");
    assertThat(Files.readString(file("gate"))).contains(MAIN, "credentials: gate");
    assertThat(stored("gate")).isEqualTo("admin c@nary");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(config.resolve("credentials.yaml"))))
        .isEqualTo("rw-------");
    assertThat(result.out() + result.err() + Files.readString(file("gate"))).doesNotContain("nary");
    assertThat(run("camera", "show", "gate").out()).doesNotContain("nary");
    assertThat(run("camera", "list", "--json").out()).doesNotContain("nary");
  }

  @Test
  void add_idAsStationsWriteIt_namesCredentialsThatAreReadAgain() {
    run("camera", "add", "K412_East", "--main", "rtsp://admin:canary@h/a");

    CommandRun.Result result = run("camera", "remove", "K412_East");

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("removed camera K412_East\nremoved credentials K412_East\n");
  }

  @Test
  void add_userOnATerminal_asksForThePassword() throws Exception {
    new CommandRun(config)
        .withPasswordTyped("canary")
        .of("camera", "add", "gate", "--main", MAIN, "--user", "admin");

    assertThat(stored("gate")).isEqualTo("admin canary");
  }

  @Test
  void add_detectorThatIsNotInstalled_isRefusedWithWhatToDo() {
    CommandRun.Result result =
        run("camera", "add", "gate", "--main", MAIN, "--face-detector", "yunet");

    assertThat(result.err())
        .isEqualTo(
            "outpost: cameras.d/gate.yaml: detectors.faces: no model 'yunet' is installed;"
                + " 'outpost models list' shows those that are, 'outpost models install' brings"
                + " one\n");
    assertThat(result.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(file("gate")).doesNotExist();
  }

  @Test
  void edit_detectors_areWrittenShownAndTakenBack() throws Exception {
    run("camera", "add", "gate", "--main", MAIN, "--faces", "--face-detector", "builtin");
    assertThat(Files.readString(file("gate"))).contains("detectors: {faces: builtin}\n");
    assertThat(run("camera", "show", "gate", "--json").out())
        .contains("\"detectors\" : {\n    \"faces\" : \"builtin\"");

    assertThat(run("camera", "edit", "gate", "--face-detector", "").err()).isEmpty();
    assertThat(Files.readString(file("gate"))).doesNotContain("detectors");
  }

  @Test
  void list_detectorThatIsGone_isNamedAndTheCameraCanStillBeEdited() throws Exception {
    run("camera", "add", "gate", "--main", MAIN);
    Files.writeString(file("gate"), "detectors: {bodies: gone}\n", StandardOpenOption.APPEND);

    CommandRun.Result list = run("camera", "list");
    assertThat(list.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(list.err()).contains("cameras.d/gate.yaml: detectors.bodies: no model 'gone'");
    assertThat(run("camera", "edit", "gate", "--name", "Gate").err()).contains("no model 'gone'");
    assertThat(run("camera", "edit", "gate", "--body-detector", "builtin").err()).isEmpty();
    assertThat(run("camera", "list").code()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gate --main 192.0.2.10|--main: expected a URL that begins with rtsp://, rtsps:// or"
            + " file:///",
        "gate --main rtsp://u:canary@/a|--main: no host name or address where one is"
            + " expected, as in rtsp://192.0.2.10:554/main; if the password has a '/', give it apart"
            + " from the URL",
        "gate --main rtsp://h/a --sub rtsp://u:can/ary@h/a|--sub: no host name or address where one"
            + " is expected, as in rtsp://192.0.2.10:554/main; if the password has a '/', give it"
            + " apart from the URL",
        "_gate --main rtsp://h/a|Invalid value for positional parameter at index 0 (ID): '_gate':"
            + " expected 1 to 63 letters, digits, hyphens and underscores, the first a letter or"
            + " digit; see 'outpost camera add --help'",
        "../gate --main rtsp://h/a|Invalid value for positional parameter at index 0 (ID):"
            + " '../gate': expected 1 to 63 letters, digits, hyphens and underscores, the first a"
            + " letter or digit; see 'outpost camera add --help'",
        "gate --main rtsp://h/a --kind bridge|Invalid value for option '--kind': 'bridge': expected"
            + " one of [street, high-point, highway]; see 'outpost camera add --help'",
        "gate --main rtsp://h/a --user admin|no terminal to ask for the password on; hand it over"
            + " with --password-stdin",
        "gate --main rtsp://h/a --password-stdin|--password-stdin needs --user USER",
        "gate --main rtsp://h/a --user u --password-stdin|expected a password of 1 to 1024 bytes on"
            + " the first line of standard input",
        "gate --main rtsp://h/a --credentials station|--credentials: no entry 'station' in"
            + " credentials.yaml; give --user USER to make it",
        "gate --main rtsp://a:x@h/a --sub rtsp://a:y@h/b|--main and --sub carry different users or"
            + " passwords; a camera has one of each",
        "gate --main rtsp://h/a --lane a|Invalid value for option '--lane' (ID:DWELL:X,Y X,Y"
            + " X,Y[:CLASS,...]): 'a': expected ID:DWELL:X,Y X,Y X,Y[:CLASS,...]; see 'outpost camera"
            + " add --help'",
        "gate --main rtsp://h/a --lane a:2:0,0|Invalid value for option '--lane' (ID:DWELL:X,Y X,Y"
            + " X,Y[:CLASS,...]): 'a:2:0,0': polygon of 1 corners, expected at least 3; see 'outpost"
            + " camera add --help'",
        "gate --main rtsp://h/a --lane a:2s:0,0,1|Invalid value for option '--lane' (ID:DWELL:X,Y"
            + " X,Y X,Y[:CLASS,...]): 'a:2s:0,0,1': corner is '0,0,1', expected X,Y as fractions of"
            + " the picture such as 0.5,0.8; see 'outpost camera add --help'",
      })
  void add_mistake_isOneLineAndCode2AndLeavesNothing(String arguments, String message)
      throws Exception {
    CommandRun.Result result = run(("camera add " + arguments).split(" ", -1));

    assertThat(result.err()).isEqualTo("outpost: " + message + "\n");
    assertThat(result.code()).isEqualTo(2);
    assertThat(config.resolve("credentials.yaml")).doesNotExist();
    try (Stream<Path> files = Files.walk(config)) {
      assertThat(files.filter(Files::isRegularFile))
          .containsExactlyInAnyOrder(config.resolve("agent.yaml"), MeasuredBox.file(config).path());
    }
  }

  @Test
  void add_idThatIsTaken_leavesTheFileAlone() throws IOException {
    put("gate", "id: gate # mine\nstreams: {main: rtsp://h/a}\n");

    CommandRun.Result result = run("camera", "add", "gate", "--main", MAIN);

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            "outpost: camera 'gate' is registered already; change it: outpost camera edit gate\n");
    assertThat(Files.readString(file("gate"))).startsWith("id: gate # mine");
  }

  @Test
  void add_entryOfOtherPassword_isNotOverwritten() throws IOException {
    writeCredentials("station-7: {user: admin, password: old}\n", "rw-------");

    CommandRun.Result result =
        run("camera", "add", "a", "--main", "rtsp://admin:new@h/a", "--credentials", "station-7");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("entry 'station-7' has another user or password")
        .doesNotContain("old", "new@");
    assertThat(credentials()).contains("old");
  }

  @Test
  void add_credentialsThatOthersMayRead_areRefused() throws IOException {
    writeCredentials("a: {user: admin, password: canary}\n", "rw-r--r--");

    CommandRun.Result result = run("camera", "add", "gate", "--main", MAIN);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("run: chmod 600 " + config.resolve("credentials.yaml"));
    assertThat(file("gate")).doesNotExist();
  }

  @Test
  void show_camera_printsItsFileAsItIs() throws IOException {
    String text = "# the gate\nid: a\nstreams: {main: rtsp://h/a}\n";
    put("a", text);

    assertThat(run("camera", "show", "a").out()).isEqualTo(text);
    assertThat(new ObjectMapper().readTree(run("camera", "show", "a", "--json").out()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "{\"id\":\"a\",\"name\":\"a\",\"enabled\":true,\"kind\":\"street\",\"streams\":"
                        + "{\"main\":\"rtsp://h/a\",\"transport\":\"auto\"},\"masks\":[],\"ignore\":[],\"faces\":{\"enabled\":false,"
                        + "\"minWidth\":20,\"scene\":true},\"lanes\":[],\"analysis\":{\"mode\":\"auto\",\"quiet\":\"5s\",\"always\":[],\"priority\":\"normal\",\"tamper\":[\"black\",\"covered\",\"defocused\",\"moved\",\"frozen\"]}}"));
  }

  @Test
  void show_unknownCamera_isCode1WithAHint() throws IOException {
    put("gate-east", "id: gate-east\nstreams: {main: rtsp://h/a}\n");

    CommandRun.Result result = run("camera", "show", "gate-eats");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            "outpost: no camera 'gate-eats' in %s; did you mean 'gate-east'?\n"
                .formatted(config.resolve("cameras.d")));
  }

  @Test
  void remove_camera_takesItsOwnPasswordAlong() throws IOException {
    run("camera", "add", "a", "--main", "rtsp://u:canary@h/a");

    CommandRun.Result result = run("camera", "remove", "a");

    assertThat(result.out()).isEqualTo("removed camera a\nremoved credentials a\n");
    assertThat(file("a")).doesNotExist();
    assertThat(credentials()).doesNotContain("canary");
  }

  @Test
  void remove_cameraWhosePasswordIsShared_leavesThePassword() throws IOException {
    run("camera", "add", "a", "--main", "rtsp://u:x@h/a");
    run("camera", "add", "b", "--main", "rtsp://h/b", "--credentials", "a");

    assertThat(run("camera", "remove", "a").out()).isEqualTo("removed camera a\n");
    assertThat(credentials()).startsWith("a:");
  }

  @Test
  void remove_unknownCamera_isCode1() {
    assertThat(run("camera", "remove", "a").code()).isEqualTo(1);
  }

  private CommandRun.Result run(String... arguments) {
    return new CommandRun(config).of(arguments);
  }

  private Path file(String id) {
    return config.resolve("cameras.d").resolve(id + ".yaml");
  }

  private void put(String id, String text) throws IOException {
    Files.createDirectories(config.resolve("cameras.d"));
    Files.writeString(file(id), text);
  }

  private String stored(String name) throws Exception {
    Credentials found =
        CredentialStore.open(config.resolve("credentials.yaml")).find(name).orElseThrow();
    return found.user() + " " + found.password().reveal();
  }

  private String credentials() throws IOException {
    return Files.readString(config.resolve("credentials.yaml"));
  }

  private void writeCredentials(String text, String permissions) throws IOException {
    Path file = config.resolve("credentials.yaml");
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
