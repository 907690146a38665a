package io.outpost.agent.outbox;

import static io.outpost.agent.outbox.TestOutbox.all;
import static io.outpost.agent.outbox.TestOutbox.append;
import static io.outpost.agent.outbox.TestOutbox.draft;
import static io.outpost.agent.outbox.TestOutbox.open;
import static io.outpost.agent.outbox.TestOutbox.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Phase;
import io.outpost.agent.event.Event;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An outbox does what a list and an index for each sink do. */
class OutboxModelTest {
  private static final List<String> CAMERAS = List.of("a", "b", "c-1");
  private static final List<String> SINKS = List.of("x", "y");
  private static final int STEPS = 200;

  @TempDir Path parent;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void anySteps_restartsAmongThem_sameAsAList(long seed) throws Exception {
    Random random = new Random(seed);
    List<String> list = new ArrayList<>();
    Map<String, Integer> indexes = new HashMap<>();
    Map<String, Long> sequences = new HashMap<>();
    Outbox outbox = open(parent.resolve("outbox"), settings("x", "y"));
    try {
      for (int step = 0; step < STEPS; step++) {
        String sink = SINKS.get(random.nextInt(SINKS.size()));
        int index = indexes.getOrDefault(sink, 0);
        switch (random.nextInt(10)) {
          case 0 -> {
            outbox.close();
            outbox = open(parent.resolve("outbox"), settings("x", "y"));
          }
          case 1 -> outbox.upkeep();
          case 2, 3, 4 -> {
            List<QueuedEvent> peeked = outbox.peek(sink, 1 + random.nextInt(8));
            assertThat(peeked)
                .extracting(queued -> all(queued.event()))
                .isEqualTo(list.subList(index, index + peeked.size()));
            assertThat(peeked.isEmpty()).isEqualTo(index == list.size());
            if (!peeked.isEmpty()) {
              int taken = 1 + random.nextInt(peeked.size());
              outbox.acknowledge(sink, peeked.get(taken - 1).position());
              indexes.put(sink, index + taken);
            }
          }
          default -> {
            String camera = CAMERAS.get(random.nextInt(CAMERAS.size()));
            Event event = append(outbox, draft(camera, Phase.BEGAN, random.nextInt(60_000)));
            assertThat(event.sequence()).isEqualTo(sequences.merge(camera, 1L, Long::sum));
            list.add(all(event));
          }
        }
      }
    } finally {
      outbox.close();
    }
  }
}
