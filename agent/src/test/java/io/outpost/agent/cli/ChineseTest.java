package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands as a technician runs them whose locale is Chinese, and as others do. */
final class ChineseTest {
  private static final String MAIN = "rtsp://192.0.2.10/main";

  @TempDir Path config;

  @BeforeEach
  void takeAPortWhereNothingAnswers() throws IOException {
    Files.writeString(config.resolve("agent.yaml"), "console: {port: 1}\n");
  }

  @ParameterizedTest
  @CsvSource({
    "LANG, zh_CN.UTF-8, 已添加摄像机 gate",
    "LANG, zh, 已添加摄像机 gate",
    "LC_MESSAGES, zh_SG.UTF-8, 已添加摄像机 gate",
    "LC_ALL, zh_CN.GB18030, 已添加摄像机 gate",
    "LANG, C.UTF-8, added camera gate",
    "LANG, POSIX, added camera gate",
    "LANG, de_DE.UTF-8, added camera gate",
    "LANG, zha_CN.UTF-8, added camera gate",
    "LANGUAGE, zh_CN, added camera gate"
  })
  void language_byTheLocale_isChosen(String variable, String value, String answer) {
    CommandRun.Result result =
        new CommandRun(config)
            .withVariable(variable, value)
            .of("camera", "add", "gate", "--main", MAIN);

    assertThat(result.out()).isEqualTo(answer + "\n");
  }

  @Test
  void language_severalVariables_theStrongestDecides() {
    CommandRun.Result result =
        new CommandRun(config)
            .withVariable("LANG", "zh_CN.UTF-8")
            .withVariable("LC_ALL", "C")
            .of("camera", "add", "gate", "--main", MAIN);

    assertThat(result.out()).isEqualTo("added camera gate\n");
  }

  @Test
  void help_inChinese_explainsCommandOptionsAndExitCodes() {
    assertThat(chinese("--help").out())
        .contains("用法: outpost", "选项:", "命令:", "  0  完成", "只做检测，从不辨认是谁。");
    assertThat(chinese("camera", "add", "--help").out())
        .contains("登记摄像机", "子码流，有则用于分析。", "人脸抓拍", "--main=URL", "示例:")
        .contains("  outpost camera add gate --address 192.0.2.10 --user admin");
    assertThat(chinese("events", "tail", "--help").out()).contains("从最近 N 条事件开始；默认 10。");
  }

  @Test
  void manPage_inChinese_staysEnglish() {
    assertThat(chinese("man-page")).isEqualTo(new CommandRun(config).of("man-page"));
  }

  @Test
  void list_inChinese_alignsHeadingsAndLeavesNames() throws IOException {
    chinese("camera", "add", "main", "--main", MAIN, "--name", "added");
    chinese("camera", "add", "k412", "--main", MAIN, "--name", "京台高速 K412");
    chinese("camera", "disable", "k412");

    CommandRun.Result result = chinese("camera", "list");

    assertThat(result.out())
        .isEqualTo(
            """
            编号  名称           类型    状态  起始时间  帧率  最近事件  原因
            k412  京台高速 K412  street  停用  -         -     -
            main  added          street  -     -         -     -
            """);
    assertThat(result.err())
        .isEqualTo("outpost: 没有状态: 127.0.0.1:1 上没有采集程序应答；可用 'outpost run' 启动\n");
  }

  @Test
  void json_inChinese_isThatOfEnglish() {
    chinese("camera", "add", "gate", "--main", MAIN, "--name", "added camera x");

    CommandRun.Result result = chinese("camera", "list", "--json");

    assertThat(result.out()).isEqualTo(new CommandRun(config).of("camera", "list", "--json").out());
    assertThat(result.out()).contains("added camera x");
  }

  @Test
  void json_ofARefusedSheetInChinese_isEnglish() throws IOException {
    Path sheet = config.resolve("s.csv");
    Files.writeString(sheet, "编号,主码流\ngate,http://h/\n");

    CommandRun.Result result =
        chinese("camera", "add", "--from", sheet.toString(), "--json", "--dry-run");

    assertThat(new ObjectMapper().readTree(result.out()).get(0).path("problem").asText())
        .isEqualTo("main: expected a URL that begins with rtsp://, rtsps:// or file:///");
  }

  @Test
  void show_inChinese_leavesTheFileAsItIs() throws IOException {
    Path cameras = Files.createDirectories(config.resolve("cameras.d"));
    String text = "# added camera gate\nid: gate\nstreams: {main: rtsp://h/a}\n";
    Files.writeString(cameras.resolve("gate.yaml"), text);

    assertThat(chinese("camera", "show", "gate").out()).isEqualTo(text);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("camera add --main x --bogus", "未知选项: '--bogus'"),
        Arguments.of("camera show", "缺少必需的参数: 'ID'；请看 'outpost camera show --help'"),
        Arguments.of("camera show a b", "多余的参数 (位置 3): 'b'"),
        Arguments.of("replay clip.mp4", "缺少必需的选项: '--camera=FILE', '--out=DIR'"),
        Arguments.of("camera add gate --main", "选项 '--main' 缺少参数 (URL)"),
        Arguments.of("camera add gate --main --sub", "选项 '--main' 应带参数，实际为 '--sub'"),
        Arguments.of("camera test gate --seconds x", "选项 '--seconds' 的值无效: 'x' 不是整数"),
        Arguments.of("camera test gate --seconds 1 --seconds 2", "选项 '--seconds' (N) 只能给出一次"),
        Arguments.of(
            "camera add gate --main rtsp://h/a --kind stret",
            "选项 '--kind' 的值无效: 'stret': 应为以下之一: [street, high-point, highway]"),
        Arguments.of(
            "completion fish", "位置 0 的参数 (SHELL) 的值无效: 应为以下之一: [bash, zsh] (区分大小写)，实际为 'fish'"),
        Arguments.of(
            "demo --camera rtsp://h/ --clip x", "错误: --camera=URL, --clip=FILE 不能同用 (只能给出一个)"),
        Arguments.of("camera show gate", "中没有摄像机 'gate'；可用 'outpost camera list' 查看已有摄像机"),
        Arguments.of("camera list --jsno", "未知选项: '--jsno'；可能应为 '--json'"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusal_inChinese_isSaidInChinese(String command, String expected) {
    CommandRun.Result result = chinese(command.split(" "));

    assertThat(result.err()).contains(expected).startsWith("outpost: ");
    assertThat(result.code())
        .isEqualTo(new CommandRun(config).of(command.split(" ")).code())
        .isNotZero();
  }

  @Test
  void brokenFile_inChinese_keepsPlaceAndKeyAndSaysTheRest() throws IOException {
    Path cameras = Files.createDirectories(config.resolve("cameras.d"));
    Files.writeString(
        cameras.resolve("gate.yaml"),
        "id: gate\nkind: stret\nstreams: {main: 'rtsp://h/a'}\nlanes: [{id: x, dwel: 2s}]\n");

    CommandRun.Result result = chinese("camera", "list");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(result.err().lines())
        .contains(
            "outpost: cameras.d/gate.yaml:2: kind: 应为 street、high-point、highway 之一，实际为 'stret'；可能应为 'street'",
            "outpost: cameras.d/gate.yaml:4: lanes[0].dwel: 未知的键；可能应为 'dwell'",
            "outpost: cameras.d/gate.yaml:4: lanes[0].polygon: 缺少；应为 3 至 64 个顶点 [x, y] 的列表");
  }

  @Test
  void questions_inChinese_keepTheProposedAnswer() {
    Words words = Catalogue.chinese();

    assertThat(words.prompt("Number or address [1]: ")).isEqualTo("序号或地址 [1]: ");
    assertThat(words.prompt("Password of admin at gate: ")).isEqualTo("gate 上用户 admin 的密码: ");
  }

  static Stream<Arguments> lines() {
    return Stream.of(
        Arguments.of(
            "outpost: main: no connection to 192.0.2.10:554 within 5.0 s: check host and port, power"
                + " of the camera, and firewalls between",
            "outpost: 主码流: 5.0 s 内无法连接 192.0.2.10:554: 请检查地址和端口、摄像机供电，以及中间的防火墙"),
        Arguments.of(
            "main: 401 to DESCRIBE rtsp://h/a (realm \"IPC\"): wrong user or password; store the right"
                + " ones under 'credentials:'",
            "主码流: 401 to DESCRIBE rtsp://h/a (realm \"IPC\"): 用户名或密码错误；请在 'credentials:' 中使用正确的凭据"),
        Arguments.of(
            "- sub: group of pictures is 100 pictures: set 24, or an event is found up to 8 s late",
            "- 子码流: 关键帧间隔 (GOP) 为 100 帧: 请设为 24，否则事件最多会晚 8 秒才被发现"),
        Arguments.of(
            "- the camera's clock is 3 hours behind: set an NTP server in the camera",
            "- 摄像机时钟慢 3 小时: 请在摄像机中设置 NTP 校时"),
        Arguments.of(
            "- main: 7 packets were lost: check the cable and the switch, or let the camera send over"
                + " TCP",
            "- 主码流: 丢包 7 个: 请检查网线和交换机，或让摄像机改用 TCP 传输"),
        Arguments.of(
            "- ONVIF: http://h/onvif/device_service: the camera wants a user and a password; give"
                + " --user USER",
            "- ONVIF 服务: http://h/onvif/device_service: 摄像机需要用户名和密码；请给出 --user USER"),
        Arguments.of(
            "  over UDP (the camera refused TCP), first picture after 0.4 s, parameter sets in the stream, RTCP sender reports, 0"
                + " packets lost",
            "  经 UDP (摄像机拒绝 TCP)，0.4 秒后收到首帧，参数集在码流中，有 RTCP 发送方报告，丢包 0 个"),
        Arguments.of(
            "  set in the camera: H264, 640x360, 12 pictures/s at most, a key picture every 24, 512"
                + " kbit/s at most",
            "  摄像机中的设置: H264，640x360，最高 12 帧/秒，关键帧间隔 (GOP) 24，最高 512 kbit/s"),
        Arguments.of("verdict: nothing to change", "结论: 无需更改"),
        Arguments.of("verdict:", "结论:"),
        Arguments.of("nobody ever said this: nor that", "nobody ever said this: nor that"));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void line_ofStreamsAndTheDoctor_isSaidInChinese(String english, String chinese) {
    assertThat(Catalogue.chinese().of(english)).isEqualTo(chinese);
  }

  @Test
  void line_longerThanAnyMessage_isLeftAlone() {
    String data = "a: ".repeat(100_000) + "nothing comes";

    assertThat(Catalogue.chinese().of(data)).isEqualTo(data);
  }

  @Test
  void captures_ofFaces_areNeverCalledRecognition() {
    List<String> all = Catalogue.chinese().phrases().stream().map(Phrase::chinese).toList();

    assertThat(all).noneMatch(text -> text.contains("识别")).anyMatch(text -> text.contains("抓拍"));
  }

  private CommandRun.Result chinese(String... arguments) {
    return new CommandRun(config).withVariable("LANG", "zh_CN.UTF-8").of(arguments);
  }
}
