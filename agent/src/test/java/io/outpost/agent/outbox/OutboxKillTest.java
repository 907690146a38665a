package io.outpost.agent.outbox;

import static io.outpost.agent.outbox.TestOutbox.SINK;
import static io.outpost.agent.outbox.TestOutbox.settings;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.verify.Verification;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that stores events, again and again. The long form: {@code ./mvnw -pl agent -am
 * test -Dtest=OutboxKillTest -Dsurefire.failIfNoSpecifiedTests=false -Doutbox.kills=200}.
 */
class OutboxKillTest {
  private static final int KILLS = Integer.getInteger("outbox.kills", 3);

  @TempDir Path parent;

  @Test
  void kill_inMidStream_losesNothingStoredAndGivesNoIdTwice() throws Exception {
    Path dir = parent.resolve("outbox");
    Random random = new Random(1);
    Set<String> stored = new LinkedHashSet<>();
    Set<String> delivered = new HashSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      runAndKill(dir, 50 + random.nextInt(200), stored, delivered);
    }
    try (Outbox outbox = TestOutbox.open(dir, settings(SINK))) {
      List<String> rest = OutboxTest.drain(outbox);
      assertThat(rest).doesNotHaveDuplicates();
      delivered.addAll(rest);
      for (String camera : List.of("a", "b")) {
        // Stored with two events at a time: none of the three is ever ahead of the others.
        String open = outbox.remembered(camera);
        assertThat(Integer.parseInt(open)).isEven();
        assertThat(TestOutbox.append(outbox, camera).sequence() - 1).hasToString(open);
        assertThat(outbox.stills(camera))
            .containsOnlyKeys(CrashingAgent.stillOf(Integer.parseInt(open)));
      }
    }
    assertThat(stored).isSubsetOf(delivered);
    Verification.Result verified = Verification.ofOutbox(dir);
    assertThat(verified.ok()).as(verified.toString()).isTrue();
    assertThat(verified.cameras().stream().mapToLong(one -> one.counts().verified()).sum())
        .isGreaterThanOrEqualTo(stored.size());
  }

  private static void runAndKill(Path dir, int lines, Set<String> stored, Set<String> delivered)
      throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                CrashingAgent.class.getName(),
                dir.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> printed = new ArrayList<>();
    try (BufferedReader out = process.inputReader(UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        printed.add(line);
        if (printed.size() == lines) {
          // Not the process itself: that would close the stream with what it has still printed.
          process.toHandle().destroyForcibly();
        }
      }
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(printed).hasSizeGreaterThanOrEqualTo(lines);
    for (String line : printed) {
      String[] words = line.split(" ", -1);
      // The last line may be cut short.
      if (words.length == 2 && words[1].matches("[0-9a-f]{16}-[ab]-\\d+")) {
        if (words[0].equals("stored")) {
          assertThat(stored.add(words[1])).as(line).isTrue();
        } else {
          delivered.add(words[1]);
        }
      }
    }
  }
}
