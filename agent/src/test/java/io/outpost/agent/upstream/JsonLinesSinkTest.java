package io.outpost.agent.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Phase;
import io.outpost.agent.event.Event;
import io.outpost.agent.event.Event.StoredImage;
import io.outpost.agent.event.EventFactory;
import io.outpost.agent.event.Incarnation;
import io.outpost.agent.event.Versions;
import io.outpost.agent.outbox.TestOutbox;
import io.outpost.agent.testing.Observations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesSinkTest {
  private static final Incarnation INCARNATION = new Incarnation("00ff00ff00ff00ff");

  @TempDir Path dir;

  private static Event event(long sequence, int imageBytes) {
    return TestOutbox.draft("a", Phase.BEGAN, imageBytes).number(INCARNATION, sequence);
  }

  private static String line(Event event) {
    return new String(event.json(), UTF_8) + "\n";
  }

  private Path file() {
    return dir.resolve("events.jsonl");
  }

  @Test
  void deliver_events_writesLinesAndImages() throws IOException {
    Event first = event(1, 1000);
    Event second = event(2, 0);
    try (JsonLinesSink sink = JsonLinesSink.appending("file", dir)) {
      sink.deliver(List.of(first));
      sink.deliver(List.of(second));
    }

    StoredImage image = first.images().get(0);
    assertThat(file()).hasContent(line(first) + line(second));
    assertThat(dir.resolve("images").resolve(image.sha256() + ".jpg"))
        .hasBinaryContent(image.jpeg());
    try (Stream<Path> images = Files.list(dir.resolve("images"))) {
      assertThat(images).hasSize(1);
    }
  }

  private static Event clip(long sequence, String mp4) {
    return new EventFactory("test", Versions.UNKNOWN)
        .draft(Observations.camera("a"), Observations.clip(mp4.getBytes(UTF_8)))
        .number(INCARNATION, sequence);
  }

  @Test
  void deliver_clip_isKeptApartFromImagesAndGoesWithTheNextReplay() throws IOException {
    Event first = clip(1, "first");
    try (JsonLinesSink sink = JsonLinesSink.appending("file", dir)) {
      sink.deliver(List.of(first));
    }
    Path file = dir.resolve("clips").resolve(first.images().get(0).sha256() + ".mp4");
    assertThat(file).hasContent("first");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");

    try (JsonLinesSink sink = JsonLinesSink.replacing("file", dir)) {
      sink.deliver(List.of(clip(1, "second")));
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void appending_lastLineIsTorn_cutsItOff() throws IOException {
    Event first = event(1, 0);
    Event second = event(2, 0);
    Files.writeString(file(), line(first) + line(second).substring(0, 20));
    try (JsonLinesSink sink = JsonLinesSink.appending("file", dir)) {
      sink.deliver(List.of(second));
    }

    assertThat(file()).hasContent(line(first) + line(second));
  }

  @Test
  void appending_nothingButATornLine_cutsItOff() throws IOException {
    Event first = event(1, 0);
    Files.writeString(file(), "x".repeat(20_000));
    try (JsonLinesSink sink = JsonLinesSink.appending("file", dir)) {
      sink.deliver(List.of(first));
    }

    assertThat(file()).hasContent(line(first));
  }

  @Test
  void replacing_folderOfAnEarlierRun_givesTheSameBytes() throws IOException {
    List<Event> events = List.of(event(1, 1000), event(2, 2000));
    for (int run = 0; run < 2; run++) {
      try (JsonLinesSink sink = JsonLinesSink.replacing("file", dir)) {
        sink.deliver(events);
      }
      assertThat(file()).hasContent(line(events.get(0)) + line(events.get(1)));
    }
  }
}
