package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code camera add} on a box that was measured. */
final class CameraAddRoomTest {
  private static final String MAIN = "rtsp://192.0.2.10/main";

  @TempDir Path config;

  @BeforeEach
  void takeAPortWhereNothingAnswers() throws IOException {
    Files.writeString(config.resolve("agent.yaml"), "console: {port: 1}\n");
  }

  private CommandRun.Result run(String... arguments) {
    return new CommandRun(config).of(arguments);
  }

  private Path file(String id) {
    return config.resolve("cameras.d").resolve(id + ".yaml");
  }

  @Test
  void add_neverMeasured_registersAndAdvisesToMeasure() {
    CommandRun.Result result = run("camera", "add", "gate", "--main", MAIN);

    assertThat(result)
        .isEqualTo(
            new CommandRun.Result(
                0,
                "added camera gate\n",
                "outpost: nobody knows yet whether this box has room for it; measure once: outpost"
                    + " plan\n"));
  }

  @Test
  void add_measuredByAnotherVersion_isAsNeverMeasured() throws Exception {
    MeasuredBox.full(config);
    Path plan = MeasuredBox.file(config).path();
    Files.writeString(
        plan, Files.readString(plan).replaceFirst("\"version\" : \"[^\"]*\"", "\"version\":\"0\""));

    CommandRun.Result result = run("camera", "add", "gate", "--main", MAIN);

    assertThat(result.code()).isZero();
    assertThat(result.err()).contains("outpost plan");
  }

  @Test
  void add_roomEnough_saysNothing() throws Exception {
    MeasuredBox.roomy(config);

    assertThat(run("camera", "add", "gate", "--main", MAIN, "--mode", "strict"))
        .isEqualTo(new CommandRun.Result(0, "added camera gate\n", ""));
    assertThat(Files.readString(file("gate"))).contains("analysis: {mode: strict}");
  }

  @Test
  void add_strictOnABoxForEco_isRefusedWithWhatWouldFit() throws Exception {
    MeasuredBox.forEcoAlone(config);
    run("camera", "add", "yard", "--main", MAIN);

    CommandRun.Result result = run("camera", "add", "gate", "--main", MAIN, "--mode", "strict");

    assertThat(result.code()).isEqualTo(ExitCode.FULL.code());
    assertThat(result.err())
        .containsPattern(
            "outpost: with it 2 cameras want \\d+ % of the cores and \\d+ % of the memory that may"
                + " be used; what is short: cores, for decoding\n")
        .contains("outpost: it fits in eco mode: --mode eco\n")
        .endsWith(
            "outpost: the box is full, camera 'gate' was not registered; --force registers it all"
                + " the same\n");
    assertThat(file("gate")).doesNotExist();

    assertThat(run("camera", "add", "gate", "--main", MAIN, "--mode", "eco").code()).isZero();
  }

  @Test
  void add_othersAreStrict_saysThatTheyMayGiveWay() throws Exception {
    MeasuredBox.roomy(config);
    run("camera", "add", "yard", "--main", MAIN, "--mode", "strict");
    MeasuredBox.forEcoAlone(config);

    assertThat(run("camera", "add", "gate", "--main", MAIN).err())
        .contains(
            "it fits when the other cameras are in eco mode: outpost camera edit ID --mode eco");

    run("camera", "disable", "yard");
    assertThat(run("camera", "add", "gate", "--main", MAIN).code()).isZero();
  }

  @Test
  void add_forced_isRegisteredAndSaysSo() throws Exception {
    MeasuredBox.full(config);

    CommandRun.Result result = run("camera", "add", "gate", "--main", MAIN, "--force");

    assertThat(result.code()).isZero();
    assertThat(result.out()).isEqualTo("added camera gate\n");
    assertThat(result.err()).contains("the box is full: registered all the same, as --force says");
    assertThat(file("gate")).exists();
  }

  @Test
  void add_sheet_takesAsManyAsFitAndRefusesTheRest() throws Exception {
    MeasuredBox.full(config);
    Path sheet = config.resolve("station.csv");
    Files.writeString(sheet, "id,main\na,rtsp://192.0.2.1/1\nb,rtsp://192.0.2.2/1\n");

    CommandRun.Result refused = run("camera", "add", "--from", sheet.toString());
    CommandRun.Result tried = run("camera", "add", "--from", sheet.toString(), "--dry-run");

    assertThat(refused.code()).isEqualTo(ExitCode.FULL.code());
    assertThat(refused.out())
        .contains("refused: the box is full: with it 1 cameras want ")
        .endsWith("0 added, 0 registered already, 2 refused\n");
    assertThat(refused.err()).contains("'outpost plan' says what makes room");
    assertThat(tried.code()).isEqualTo(ExitCode.FULL.code());
    assertThat(config.resolve("cameras.d")).doesNotExist();

    CommandRun.Result forced = run("camera", "add", "--from", sheet.toString(), "--force");
    assertThat(forced.code()).isZero();
    assertThat(forced.err()).contains("registered all the same");
    assertThat(file("b")).exists();
  }

  @Test
  void add_sheetWithAnotherFault_isAFailure() throws Exception {
    MeasuredBox.full(config);
    Path sheet = config.resolve("station.csv");
    Files.writeString(sheet, "id,main\na,rtsp://192.0.2.1/1\nb c,rtsp://192.0.2.2/1\n");

    assertThat(run("camera", "add", "--from", sheet.toString()).code())
        .isEqualTo(ExitCode.FAILED.code());
  }

  @Test
  void add_chinese_saysItInChinese() throws Exception {
    MeasuredBox.full(config);

    CommandRun.Result result =
        new CommandRun(config)
            .withVariable("LC_ALL", "zh_CN.UTF-8")
            .of("camera", "add", "gate", "--main", MAIN);

    assertThat(result.err())
        .containsPattern("加上它共 1 台摄像机，需要可用处理器的 \\d+ %、可用内存的 \\d+ %；不足的是: 处理器 \\(解码\\)")
        .contains("本机已满，未登记摄像机 'gate'；--force 则仍予登记");
  }
}
