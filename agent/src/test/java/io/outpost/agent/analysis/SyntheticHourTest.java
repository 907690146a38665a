package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.STILLS;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Observation.CongestionNoticed;
import io.outpost.agent.analysis.Observation.LaneOccupied;
import io.outpost.agent.analysis.Observation.Tampered;
import io.outpost.agent.analysis.SyntheticHour.Expected;
import io.outpost.agent.vision.Analysis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of an hour is what happened in it, no more and no less. */
class SyntheticHourTest {
  private static final double START = 1_772_434_800;

  private record Told(String what, double second) {}

  /** More of them by {@code -Doutpost.hours=200}. */
  static LongStream seeds() {
    return LongStream.rangeClosed(1, Integer.getInteger("outpost.hours", 8));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void analyse_anHour_tellsExactlyWhatHappened(long seed) {
    SyntheticHour hour = new SyntheticHour(seed);
    CameraAnalysis analysis = new CameraAnalysis(SyntheticHour.camera());

    List<Told> told = new ArrayList<>();
    for (Analysis batch : hour.batches()) {
      analysis.analyse(batch, STILLS).forEach(one -> keep(one, told));
    }
    analysis.end().forEach(one -> keep(one, told));

    List<String> wrong = new ArrayList<>();
    for (Expected one : hour.expected()) {
      told.stream()
          .filter(it -> it.what.equals(one.what()))
          .filter(it -> it.second >= one.from() && it.second <= one.to())
          .min(Comparator.comparingDouble(Told::second))
          .ifPresentOrElse(told::remove, () -> wrong.add("missing: " + one));
    }
    told.forEach(one -> wrong.add("too many: " + one));
    assertThat(wrong).isEmpty();
  }

  private static void keep(Observation one, List<Told> told) {
    if (one.phase() == Phase.UPDATED) {
      return;
    }
    String who =
        one instanceof LaneOccupied lane
            ? lane.lane()
            : one instanceof CongestionNoticed queue
                ? queue.group()
                : ((Tampered) one).tamper().label();
    double second = one.captureTime().instant().toEpochMilli() / 1000.0 - START;
    String reason =
        one instanceof LaneOccupied lane
            ? lane.reason()
                .filter(end -> end != LaneEnd.MOVES) // Who drives off may as well be seen no more.
                .map(end -> " " + end.label())
                .orElse("")
            : "";
    told.add(new Told(who + " " + one.phase().label() + reason, second));
  }
}
