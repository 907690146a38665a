package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What {@code camera test}, {@code run}, {@code replay}, {@code evaluate} and {@code events} refuse
 * at once.
 */
final class RefusalsTest {
  @TempDir Path config;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2|camera test http://h/a|expected a URL that begins with rtsp://, rtsps:// or file:///",
        "2|camera test rtsp://h/a --seconds 0|--seconds: expected 1 to 600, found 0",
        "2|camera test file:///clip.mp4|stream: is a file; 'outpost replay' analyses files",
        "2|camera test lost|camera lost: no entry 'station-7' in credentials.yaml; store"
            + " it: outpost credentials set station-7 --user USER",
        "2|camera test typo|cameras.d/typo.yaml:3: knd: unknown key; did you mean 'kind'?",
        "1|replay /nowhere.mp4 --camera a.yaml --out out|/nowhere.mp4: no such file, or no"
            + " permission to read it",
        "2|demo --camera http://h/a|--camera: expected a URL that begins with rtsp://, rtsps:// or"
            + " file:///",
        "2|demo --onvif --check|--onvif: it serves a camera that you register; no --camera, no --check",
        "2|demo --interface lo|--interface: give it with --onvif",
        "2|demo --onvif --interface nowhere7|--interface: there is no interface 'nowhere7' with an IPv4"
            + " address; 'ip address' shows those that are",
        "2|evaluate --truth /nowhere|/nowhere: no such folder",
        "2|evaluate|Missing required option: '--truth=DIR'; see 'outpost evaluate --help'",
        "2|events|no command given; see 'outpost events --help'",
        "1|events verify /nowhere.jsonl|/nowhere.jsonl: no such file, or no permission to read it",
        "2|events tail -n -1|-n: expected 0 to 1000000, found -1",
      })
  void run_whatCannotWork_isOneLine(int code, String arguments, String message) throws IOException {
    Files.createDirectories(config.resolve("cameras.d"));
    Files.writeString(
        config.resolve("cameras.d/lost.yaml"),
        "id: lost\nstreams: {main: rtsp://h/a}\ncredentials: station-7\n");
    Files.writeString(
        config.resolve("cameras.d/typo.yaml"),
        "id: typo\nstreams: {main: rtsp://h/a}\nknd: street\n");

    CommandRun.Result result = run(arguments.split(" ", -1));

    assertThat(result.err()).isEqualTo("outpost: " + message + "\n");
    assertThat(result.code()).isEqualTo(code);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void run_brokenAgentFile_isCode2() throws IOException {
    Files.writeString(config.resolve("agent.yaml"), "sink: []\n");

    CommandRun.Result result = run("run");

    assertThat(result.err())
        .isEqualTo("outpost: agent.yaml:1: sink: unknown key; did you mean 'sinks'?\n");
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void replay_brokenCameraFile_isCode2AndNamesTheFile() throws IOException {
    Path clip = Files.createFile(config.resolve("clip.mp4"));
    Path camera =
        Files.writeString(config.resolve("a.yaml"), "id: a\nstreams: {main: rtsp://h}\nlane: []\n");

    CommandRun.Result result =
        run("replay", clip.toString(), "--camera", camera.toString(), "--out", config + "/out");

    assertThat(result.err())
        .isEqualTo("outpost: " + camera + ":3: lane: unknown key; did you mean 'lanes'?\n");
    assertThat(result.code()).isEqualTo(2);
    assertThat(config.resolve("out")).doesNotExist();
  }

  private CommandRun.Result run(String... arguments) {
    return new CommandRun(config).of(arguments);
  }
}
