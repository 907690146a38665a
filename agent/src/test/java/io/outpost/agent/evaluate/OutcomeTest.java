package io.outpost.agent.evaluate;

import static io.outpost.agent.evaluate.Labelled.occupation;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.evaluate.LaneTruth.Timing;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Queues; lanes and faces have results of their own. */
class OutcomeTest {
  private static LaneTruth queue(double from, double to) {
    return new LaneTruth("south", new Span(from, to), Timing.BOTH, Optional.empty(), false, 0.5);
  }

  private static Outcome outcome(Optional<List<LaneTruth>> truths, Occupation... queues) {
    var camera =
        new CameraDraft("road", new Streams(URI.create("file:///road.mp4"), Optional.empty()));
    Path none = Path.of("road.mp4");
    Truth truth =
        new Truth(
            new Truth.Watched("road", none, Instant.EPOCH, camera.build(), none),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            truths);
    Told told = new Told(List.of(), List.of(), List.of(queues));
    return Outcome.of(truth, told, List.of());
  }

  @Test
  void of_queueMissedAndAnotherTold_scoresBoth() {
    Outcome outcome =
        outcome(
            Optional.of(List.of(queue(10, 40), queue(70, 90))),
            occupation("south", "", 11, 39),
            occupation("north", "", 70, 90));

    LaneResult queues = outcome.congestion().orElseThrow();
    assertThat(queues.found()).hasSize(1);
    assertThat(queues.missed()).containsExactly(queue(70, 90));
    assertThat(queues.wrong()).extracting(Occupation::lane).containsExactly("north");
    assertThat(Score.CONGESTION_MISSED.of(outcome)).hasValue(1);
    assertThat(Score.CONGESTION_FALSE.of(outcome)).hasValue(1);
  }

  @Test
  void of_truthWithoutCongestion_doesNotScoreIt() {
    Outcome outcome = outcome(Optional.empty(), occupation("south", "", 11, 39));
    assertThat(Score.CONGESTION_FALSE.of(outcome)).isEmpty();
  }

  @Test
  void plus_oneThatScoresQueues_goesByThat() {
    Outcome none = outcome(Optional.empty());
    Outcome wrong = outcome(Optional.of(List.of()), occupation("south", "", 11, 39));

    assertThat(Score.CONGESTION_FALSE.of(none.plus(wrong).plus(wrong))).hasValue(2);
    assertThat(Score.CONGESTION_FALSE.of(wrong.plus(none))).hasValue(1);
    assertThat(Score.CONGESTION_FALSE.of(none.plus(none))).isEmpty();
  }
}
