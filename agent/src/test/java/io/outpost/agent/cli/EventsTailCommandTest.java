package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.analysis.Phase;
import io.outpost.agent.outbox.Outbox;
import io.outpost.agent.outbox.TestOutbox;
import io.outpost.agent.time.SystemTime;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventsTailCommandTest {
  @TempDir Path config;

  @Test
  void tail_noOutboxYet_saysWhenItIsMade() {
    CommandRun.Result result = run("events", "tail");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            "outpost: there is no outbox in %s; it is made when the agent runs\n"
                .formatted(config.resolve("state/outbox")));
  }

  @Test
  void tail_lastTwo_areALineEach() throws Exception {
    store(Phase.BEGAN, Phase.UPDATED, Phase.ENDED);

    CommandRun.Result result = run("events", "tail", "-n", "2");

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            """
            2026-11-25T08:15:30.250Z gate lane.occupied updated track=8 lane=shoulder \
            class=vehicle dwellSeconds=0.4
            2026-11-25T08:15:30.250Z gate lane.occupied ended track=8 lane=shoulder \
            class=vehicle dwellSeconds=0.4
            """);
  }

  @Test
  void tail_json_isOneEventALineAsItIsSent() throws Exception {
    store(Phase.BEGAN, Phase.ENDED);

    List<String> lines = run("events", "tail", "--json").out().lines().collect(Collectors.toList());

    assertThat(lines).hasSize(2);
    JsonNode first = new ObjectMapper().readTree(lines.get(0));
    assertThat(first.path("type").asText()).isEqualTo("outpost.lane.occupied.v1");
    assertThat(first.at("/data/phase").asText()).isEqualTo("began");
  }

  @Test
  void tail_follow_showsWhatComesLaterUntilItIsInterrupted() throws Exception {
    store(Phase.BEGAN);
    CountDownLatch firstShown = new CountDownLatch(1);
    CountDownLatch secondShown = new CountDownLatch(1);
    PrintWriter out =
        new PrintWriter(new StringWriter(), true) {
          @Override
          public void println(Object line) {
            println(String.valueOf(line));
          }

          @Override
          public void println(String line) {
            (line.contains(" began ") ? firstShown : secondShown).countDown();
          }
        };
    Terminal terminal =
        new Terminal(
            out,
            new PrintWriter(new StringWriter()),
            InputStream.nullInputStream(),
            prompt -> Optional.empty(),
            prompt -> Optional.empty(),
            false,
            Map.of("OUTPOST_CONFIG", config.toString()));
    Thread following = new Thread(() -> Main.run(terminal, "events", "tail", "-f"), "following");
    following.start();
    try {
      assertThat(firstShown.await(60, TimeUnit.SECONDS)).isTrue();
      store(Phase.ENDED);
      assertThat(secondShown.await(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      following.interrupt();
      following.join(60_000);
    }
    assertThat(following.isAlive()).isFalse();
  }

  private void store(Phase... phases) throws Exception {
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try (Outbox outbox =
        Outbox.open(
            config.resolve("state/outbox"),
            TestOutbox.settings("file"),
            SystemTime.INSTANCE,
            writer)) {
      for (Phase phase : phases) {
        TestOutbox.append(outbox, TestOutbox.draft("gate", phase, 0));
      }
    } finally {
      writer.shutdown();
    }
  }

  private CommandRun.Result run(String... arguments) {
    return new CommandRun(config).of(arguments);
  }
}
