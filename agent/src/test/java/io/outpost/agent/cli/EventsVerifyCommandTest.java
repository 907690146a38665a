package io.outpost.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.analysis.Phase;
import io.outpost.agent.outbox.Outbox;
import io.outpost.agent.outbox.QueuedEvent;
import io.outpost.agent.outbox.TestOutbox;
import io.outpost.agent.upstream.JsonLinesSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventsVerifyCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path config;

  /** Four events with an image in the outbox, and delivered into a folder. */
  private Path deliver() throws Exception {
    Path folder = config.resolve("delivered");
    try (Outbox outbox =
            TestOutbox.open(config.resolve("state/outbox"), TestOutbox.settings("file"));
        JsonLinesSink sink = JsonLinesSink.appending("file", folder)) {
      for (int i = 0; i < 4; i++) {
        TestOutbox.append(outbox, TestOutbox.draft("gate", Phase.BEGAN, 100 + i));
      }
      sink.deliver(outbox.peek("file", 10).stream().map(QueuedEvent::event).toList());
    }
    return folder;
  }

  @Test
  void verify_noOutboxYet_saysWhenItIsMade() {
    CommandRun.Result result = run("events", "verify");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("there is no outbox in", "it is made when the agent runs");
  }

  @Test
  void verify_outbox_isAllThere() throws Exception {
    deliver();

    CommandRun.Result result = run("events", "verify");

    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines().findFirst())
        .contains("CAMERA  VERIFIED  FIRST  LAST  LOST  FLAWS  LAST HASH");
    assertThat(result.out())
        .containsPattern("\ngate    4         1      4     0     0      [0-9a-f]{64}\n")
        .endsWith(
            "\n4 events and 4 images are as they were made, and none is missing between them\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void verify_folderOfASink_isAllThereAndTheSameAsTheOutbox() throws Exception {
    Path folder = deliver();

    JsonNode delivered = JSON.readTree(run("events", "verify", folder.toString(), "--json").out());
    JsonNode stored = JSON.readTree(run("events", "verify", "--json").out());

    assertThat(delivered).isEqualTo(stored);
    assertThat(delivered.path("ok").asBoolean()).isTrue();
    assertThat(delivered.at("/cameras/0/verified").asInt()).isEqualTo(4);
    assertThat(delivered.path("images").asInt()).isEqualTo(4);
  }

  @Test
  void verify_lineRemoved_namesItAndFails() throws Exception {
    Path file = deliver().resolve("events.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.remove(1);
    Files.write(file, lines);

    CommandRun.Result text = run("events", "verify", file.toString());
    CommandRun.Result json = run("events", "verify", file.toString(), "--json");

    assertThat(text.code()).isEqualTo(1);
    assertThat(text.out())
        .contains(
            "\ngate: event 2 is missing, and no event says that it is lost\n",
            "\nnot all is as it was made\n");
    assertThat(json.code()).isEqualTo(1);
    JsonNode flaw = JSON.readTree(json.out()).at("/cameras/0/flaws/0");
    assertThat(flaw.path("kind").asText()).isEqualTo("missing");
    assertThat(flaw.path("firstSequence").asInt()).isEqualTo(2);
  }

  @Test
  void verify_lineChanged_namesItAndFails() throws Exception {
    Path file = deliver().resolve("events.jsonl");
    Files.writeString(file, Files.readString(file).replaceFirst("\"track\":8", "\"track\":9"));

    CommandRun.Result result = run("events", "verify", file.toString());

    assertThat(result.out()).contains("\ngate: event 1 is not as it was made\n");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void verify_imageChanged_namesTheEventAndFails() throws Exception {
    Path folder = deliver();
    try (Stream<Path> images = Files.list(folder.resolve("images"))) {
      Files.write(images.findFirst().orElseThrow(), "other".getBytes(UTF_8));
    }

    CommandRun.Result result = run("events", "verify", folder.toString());

    assertThat(result.out()).containsPattern("\ngate: an image of event [1-4] is not the one");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void verify_imageNotThere_isToldAndNoFailure() throws Exception {
    Path folder = deliver();
    try (Stream<Path> images = Files.list(folder.resolve("images"))) {
      Files.delete(images.findFirst().orElseThrow());
    }

    CommandRun.Result result = run("events", "verify", folder.toString());

    assertThat(result.out()).contains("\n1 images are not here\n");
    assertThat(result.code()).isZero();
  }

  private CommandRun.Result run(String... arguments) {
    return new CommandRun(config).of(arguments);
  }
}
