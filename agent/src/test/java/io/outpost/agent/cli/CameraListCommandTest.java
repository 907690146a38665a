package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.console.CameraStatus;
import io.outpost.agent.console.Console;
import io.outpost.agent.console.ConsoleConfig;
import io.outpost.agent.console.MainStreamStatus;
import io.outpost.agent.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code camera list}, with an agent that answers and without. */
final class CameraListCommandTest {
  @TempDir Path config;

  @BeforeEach
  void takeAPortWhereNothingAnswers() throws IOException {
    Files.writeString(config.resolve("agent.yaml"), "console: {port: 1}\n");
  }

  @Test
  void list_noCameras_saysHowToAddOne() {
    CommandRun.Result result = run("camera", "list");

    assertThat(result.code()).isZero();
    assertThat(result.err())
        .isEqualTo(
            "outpost: no cameras in %s; add one: outpost camera add ID --main rtsp://...\n"
                .formatted(config.resolve("cameras.d")));
    assertThat(run("camera", "list", "--json").out()).isEqualTo("[ ]\n");
  }

  @Test
  void list_noAgent_showsTheRegistry() throws IOException {
    put("a", "id: a\nname: 入口\nstreams: {main: rtsp://h/a}\n");
    put("bb", "id: bb\nenabled: false\nkind: highway\nstreams: {main: rtsp://h/b}\n");

    CommandRun.Result result = run("camera", "list");

    assertThat(result.out())
        .isEqualTo(
            """
            ID  NAME  KIND     STATE     SINCE  RATE  LAST EVENT  REASON
            a   入口  street   -         -      -     -
            bb  bb    highway  disabled  -      -     -
            """);
    assertThat(result.err())
        .isEqualTo(
            "outpost: no states: no agent answers on 127.0.0.1:1; 'outpost run' starts it\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void list_brokenFile_showsTheOthersAndEndsWithCode2() throws IOException {
    put("a", "id: a\nstreams: {main: rtsp://h/a}\n");
    put("b", "id: b\nstreams: {main: rtsp://h/b}\nlanes: [{id: x, dwel: 2s}]\n");

    CommandRun.Result result = run("camera", "list");

    assertThat(result.out()).contains("\na ");
    assertThat(result.err())
        .contains(
            "outpost: cameras.d/b.yaml:3: lanes[0].dwel: unknown key; did you mean 'dwell'?\n");
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void list_agentRuns_showsItsStates() throws Exception {
    Instant since = Instant.parse("2026-11-25T08:00:00Z");
    List<CameraStatus> states =
        List.of(
            new CameraStatus(
                "a",
                "streaming",
                since,
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.of(24.96),
                Optional.of(since.plusSeconds(9)),
                Optional.of(
                    new MainStreamStatus(
                        "waiting", Optional.of("not-found"), Optional.of("no such path")))),
            new CameraStatus(
                "b",
                "waiting",
                since,
                Optional.of("connection-refused"),
                Optional.of("h:554 refused the connection"),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty()));
    put("a", "id: a\nstreams: {main: rtsp://h/a}\n");
    put("b", "id: b\nstreams: {main: rtsp://h/b}\n");
    try (Metrics metrics = Metrics.create();
        Console console =
            Console.start(
                new ConsoleConfig("127.0.0.1", 0),
                new Console.Sources(metrics, List::of, List::of, () -> states))) {
      Files.writeString(config.resolve("agent.yaml"), "console: {port: " + console.port() + "}\n");

      assertThat(run("camera", "list").out())
          .isEqualTo(
              """
              ID  NAME  KIND    STATE      SINCE                 RATE    LAST EVENT            REASON
              a   a     street  streaming  2026-11-25T08:00:00Z  25.0/s  2026-11-25T08:00:09Z  main: not-found: no such path
              b   b     street  waiting    2026-11-25T08:00:00Z  -       -                     connection-refused: h:554 refused the connection
              """);
      JsonNode json = new ObjectMapper().readTree(run("camera", "list", "--json").out());
      assertThat(json.at("/0/live/framesPerSecond").asDouble()).isEqualTo(24.96);
      assertThat(json.at("/1/live/reason").asText()).isEqualTo("connection-refused");
      assertThat(json.at("/1/live/message").asText()).isEqualTo("h:554 refused the connection");
    }
  }

  private void put(String id, String text) throws IOException {
    Files.createDirectories(config.resolve("cameras.d"));
    Files.writeString(config.resolve("cameras.d/" + id + ".yaml"), text);
  }

  private CommandRun.Result run(String... arguments) {
    return new CommandRun(config).of(arguments);
  }
}
