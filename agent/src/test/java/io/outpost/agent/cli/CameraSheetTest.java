package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code camera add --from}. */
final class CameraSheetTest {
  private static final String STATION =
      """
      id,name,kind,main,sub,user,password,latitude,longitude,bearing,faces
      gate,"Gate, east",street,rtsp://192.0.2.10/main,rtsp://192.0.2.10/sub,admin,canary,35.41,116.58,90,yes
      k412,京台高速 K412,highway,rtsp://192.0.2.11/1,,,,,,,
      """;

  @TempDir Path folder;

  @Test
  void add_sheet_registersEveryLine() throws Exception {
    MeasuredBox.roomy(config());
    CommandRun.Result result = add(STATION.getBytes(StandardCharsets.UTF_8));

    assertThat(result)
        .isEqualTo(
            new CommandRun.Result(
                0,
                """
                LINE  ID    RESULT
                2     gate  added
                3     k412  added
                2 added, 0 registered already, 0 refused
                """,
                ""));
    assertThat(Files.readString(camera("gate")))
        .isEqualTo(
            """
            id: gate
            name: Gate, east
            kind: street
            location: {latitude: 35.41, longitude: 116.58, bearing: 90}
            streams:
              main: rtsp://192.0.2.10/main
              sub: rtsp://192.0.2.10/sub
            credentials: gate
            faces: {enabled: true, minWidth: 20}
            """);
    assertThat(Files.readString(camera("k412"))).contains("name: 京台高速 K412\nkind: highway\n");
    assertThat(CredentialStore.open(config().resolve("credentials.yaml")).find("gate"))
        .contains(new Credentials("admin", new Secret("canary")));
  }

  @Test
  void add_dryRun_saysTheSameAndWritesNothing() throws IOException {
    CommandRun.Result result = add(STATION.getBytes(StandardCharsets.UTF_8), "--dry-run", "--json");

    JsonNode report = new ObjectMapper().readTree(result.out());
    assertThat(report.at("/1/id").asText()).isEqualTo("k412");
    assertThat(report.at("/1/line").asInt()).isEqualTo(3);
    assertThat(report.at("/1/result").asText()).isEqualTo("would be added");
    assertThat(config()).doesNotExist();
  }

  @Test
  void add_sameSheetAgain_leavesWhatIsThereAloneEvenWithLanesDrawn() throws IOException {
    add(STATION.getBytes(StandardCharsets.UTF_8));
    new CommandRun(config()).of("camera", "edit", "gate", "--lane", "bus:2s:0,0 1,0 1,1");

    CommandRun.Result result = add(STATION.getBytes(StandardCharsets.UTF_8));

    assertThat(result.code()).isZero();
    assertThat(result.out()).endsWith("0 added, 2 registered already, 0 refused\n");
    assertThat(Files.readString(camera("gate"))).contains("bus");
  }

  @Test
  void add_wrongLines_areReportedAndTakeNoOtherWithThem() throws IOException {
    CommandRun.Result result =
        add(
            """
            id,main,kind,latitude,credentials
            a,rtsp://192.0.2.1/1,,,
            b c,rtsp://192.0.2.2/1,,,
            c,http://192.0.2.3/,,,
            d,,,,
            e,rtsp://192.0.2.5/1,bridge,,
            f,rtsp://192.0.2.6/1,,99,
            a,rtsp://192.0.2.7/1,,,
            h,rtsp://192.0.2.8/1,,,station-7
            """
                .getBytes(StandardCharsets.UTF_8));

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "2 a added",
            "3 b c refused: 'b c': expected 1 to 63 letters, digits, hyphens and underscores, the"
                + " first a letter or digit",
            "4 c refused: main: expected a URL that begins with rtsp://, rtsps:// or file:///",
            "5 d refused: main: nothing there, and no address either",
            "6 e refused: 'bridge': expected one of [street, high-point, highway]",
            "7 f refused: '99,': '99' is not a number of degrees from -90 to 90",
            "8 a refused: the id is taken by line 2",
            "9 h refused: credentials: no entry 'station-7'; store it: outpost credentials set"
                + " station-7");
    assertThat(new CameraStore(config().resolve("cameras.d")).list().cameras()).hasSize(1);
  }

  @Test
  void add_lineThatChangesACamera_isRefused() throws IOException {
    add(STATION.getBytes(StandardCharsets.UTF_8));

    assertThat(
            add(STATION.replace("192.0.2.11", "192.0.2.12").getBytes(StandardCharsets.UTF_8)).out())
        .contains("registered already, and not as this line says; 'outpost camera edit k412'");
  }

  @ParameterizedTest
  @CsvSource({"UTF-8, ','", "UTF-8, ;", "UTF-16, ;", "GB18030, '\t'"})
  void add_asSpreadsheetsSaveIt_isRead(String charset, char separator) throws IOException {
    String text = "编号,名称,主码流\r\nk412,京台高速,rtsp://192.0.2.11/1\r\n".replace(',', separator);
    CommandRun.Result result = add(text.getBytes(Charset.forName(charset)));

    if (charset.equals("UTF-16")) {
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err())
          .contains("expected headings with at least id and either main or address");
      return;
    }
    assertThat(result.code()).isZero();
    assertThat(Files.readString(camera("k412"))).contains("name: 京台高速");
    assertThat(result.err().contains("read as GB 18030")).isEqualTo(charset.equals("GB18030"));
  }

  @Test
  void add_byteOrderMarkAndUnknownColumn_isReadWithANotice() throws Exception {
    MeasuredBox.roomy(config());
    CommandRun.Result result =
        add("\uFEFFid,main,kimd\na,rtsp://h/a,x\n".getBytes(StandardCharsets.UTF_8));

    assertThat(result.code()).isZero();
    assertThat(result.err())
        .isEqualTo("outpost: column 'kimd' is not used; did you mean 'kind'?\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id,main|no cameras; expected a line with headings and then a line for each camera",
        "name,main|1: expected headings with at least id and either main or address",
        "id,main,ID|1: two columns are called 'ID'",
      })
  void add_noSheet_isOneLineAndCode2(String text, String message) throws IOException {
    CommandRun.Result result = add((text + "\n").getBytes(StandardCharsets.UTF_8));

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("outpost: station.csv:").contains(message);
  }

  @Test
  void add_sheetThatIsNotThere_isOneLine() {
    assertThat(new CommandRun(config()).of("camera", "add", "--from", "lost.csv").err())
        .isEqualTo("outpost: lost.csv: no such file\n");
  }

  private Path config() {
    return folder.resolve("config");
  }

  private Path camera(String id) {
    return config().resolve("cameras.d/" + id + ".yaml");
  }

  private CommandRun.Result add(byte[] sheet, String... more) throws IOException {
    Path file = folder.resolve("station.csv");
    Files.write(file, sheet);
    String[] arguments = new String[4 + more.length];
    System.arraycopy(new String[] {"camera", "add", "--from", file.toString()}, 0, arguments, 0, 4);
    System.arraycopy(more, 0, arguments, 4, more.length);
    return new CommandRun(config()).of(arguments);
  }
}
