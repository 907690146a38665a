package io.outpost.agent.outbox;

import static io.outpost.agent.outbox.TestOutbox.MIB;
import static io.outpost.agent.outbox.TestOutbox.SINK;
import static io.outpost.agent.outbox.TestOutbox.append;
import static io.outpost.agent.outbox.TestOutbox.draft;
import static io.outpost.agent.outbox.TestOutbox.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.outpost.agent.analysis.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that is really full. */
class OutboxDiskFullTest {
  @TempDir Path mount;

  @BeforeEach
  void mount() throws Exception {
    assumeTrue(
        "root".equals(System.getProperty("user.name"))
            && run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", mount.toString()),
        "needs root and the right to mount a tmpfs");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", mount.toString());
  }

  @Test
  void append_diskIsFull_goesOnAndDrains() throws Exception {
    OutboxSettings settings =
        new OutboxSettings(
            "test", Set.of(SINK), 48 * MIB, 4 * MIB, Duration.ofDays(3), MIB, 16 * MIB);
    try (Outbox outbox = open(mount.resolve("outbox"), settings)) {
      outbox.upkeep();
      long last = 0;
      for (int i = 0; i < 40; i++) {
        last = append(outbox, draft("a", Phase.BEGAN, 100_000)).sequence();
      }
      fill(mount.resolve("other"));

      int refused = 0;
      for (int i = 0; i < 400; i++) {
        try {
          last = append(outbox, draft("a", Phase.BEGAN, 100_000)).sequence();
        } catch (ExecutionException e) {
          refused++;
        }
      }
      assertThat(refused).isZero();

      List<QueuedEvent> events = OutboxTest.drainEvents(outbox);
      assertThat(events.get(events.size() - 1).event().sequence()).isEqualTo(last);
      assertThat(TestOutbox.sequences(events)).isSorted();
    }
    try (Outbox outbox = open(mount.resolve("outbox"), settings)) {
      assertThat(append(outbox, draft("a", Phase.BEGAN, 0)).sequence()).isGreaterThan(40);
    }
  }

  @SuppressWarnings("EmptyCatch")
  private static void fill(Path file) {
    try (var out = Files.newOutputStream(file)) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (IOException e) {
      // Full.
    }
  }

  private static boolean run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }
}
