package io.outpost.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.HourBreak;
import io.outpost.agent.analysis.HourOracle.Expected;
import io.outpost.agent.analysis.LaneEnd;
import io.outpost.agent.analysis.Observation;
import io.outpost.agent.analysis.Observation.CongestionNoticed;
import io.outpost.agent.analysis.Observation.LaneOccupied;
import io.outpost.agent.analysis.Observation.StayMark;
import io.outpost.agent.analysis.Observation.Tampered;
import io.outpost.agent.analysis.Phase;
import io.outpost.agent.analysis.SyntheticHour;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is told of an hour is what happened in it, no more and no less: by a camera that stands in
 * hours of odd numbers, and by one that turns in the others.
 */
class SyntheticHourTest {
  private static final double START = SyntheticHour.START.getEpochSecond();

  /** A look. */
  private static final double SINCE_SECONDS = 0.2;

  @TempDir private Path folder;

  private record Told(String what, double second) {}

  /** More of them by {@code -Doutpost.hours=200}. */
  static LongStream seeds() {
    return LongStream.rangeClosed(1, Integer.getInteger("outpost.hours", 8));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void analyse_anHour_tellsExactlyWhatHappened(long seed) throws IOException {
    SyntheticHour hour = new SyntheticHour(seed, seed % 2 == 0);
    List<Observation> observations;
    try (WatchedHour watched = new WatchedHour(hour, folder)) {
      hour.play(watched);
      watched.end();
      observations = watched.told();
    }
    assertThat(wrong(hour, observations)).isEmpty();
  }

  /** What is not as it should be, and which break it is next to. */
  static List<String> wrong(SyntheticHour hour, List<Observation> observations) {
    List<Told> told = new ArrayList<>();
    observations.stream()
        .filter(one -> one.phase() != Phase.UPDATED)
        .forEach(one -> told.add(told(one)));
    List<String> wrong = new ArrayList<>();
    for (Expected one : hour.expected()) {
      told.stream()
          .filter(it -> it.what.equals(one.what()))
          .filter(it -> it.second >= one.from() && it.second <= one.to())
          .min(Comparator.comparingDouble(Told::second))
          .ifPresentOrElse(
              told::remove, () -> wrong.add("missing: " + one + before(hour, one.to())));
    }
    told.forEach(one -> wrong.add("too many: " + one + before(hour, one.second)));
    wrong.addAll(stays(observations));
    return wrong;
  }

  private static String before(SyntheticHour hour, double second) {
    return hour.breaks().stream()
        .filter(one -> one.from() < second + 1)
        .reduce((one, next) -> next)
        .map(one -> ", after " + one)
        .orElse("");
  }

  private static Told told(Observation one) {
    String who =
        one instanceof LaneOccupied lane
            ? lane.lane()
            : one instanceof CongestionNoticed queue
                ? queue.group()
                : ((Tampered) one).tamper().label();
    double second = one.captureTime().instant().toEpochMilli() / 1000.0 - START;
    return new Told(who + " " + one.phase().label() + more(one), second);
  }

  private static String more(Observation one) {
    Optional<LaneEnd> reason =
        one instanceof LaneOccupied lane
            ? lane.reason()
            : one instanceof CongestionNoticed queue ? queue.reason() : Optional.empty();
    boolean present =
        one instanceof LaneOccupied lane
            && lane.mark().map(StayMark::presentAtStart).orElse(false)
            && lane.phase() == Phase.BEGAN;
    return present
        ? " present"
        : reason
            .filter(end -> end != LaneEnd.MOVES) // Who drives off may as well be seen no more.
            .map(end -> " " + end.label())
            .orElse("");
  }

  /**
   * What holds together what is told of one stay, or of one queue: whatever was away, its id, its
   * track and when it began stay.
   */
  private static List<String> stays(List<Observation> observations) {
    List<String> wrong = new ArrayList<>();
    Map<String, Observation> open = new HashMap<>();
    for (Observation one : observations) {
      String id =
          one instanceof LaneOccupied lane
              ? lane.mark().orElseThrow().id() + " of track " + lane.track()
              : one instanceof CongestionNoticed queue ? queue.group() : "";
      if (id.isEmpty()) {
        continue;
      }
      Observation before = one.phase() == Phase.ENDED ? open.remove(id) : open.put(id, one);
      if ((before == null) != (one.phase() == Phase.BEGAN)) {
        wrong.add("out of turn: " + one.phase() + " of " + id);
      } else if (before != null && Math.abs(since(before) - since(one)) > SINCE_SECONDS) {
        wrong.add("began at %s, then at %s: %s".formatted(since(before), since(one), id));
      }
    }
    return wrong;
  }

  private static double since(Observation one) {
    Duration lasted =
        one instanceof LaneOccupied lane ? lane.dwell() : ((CongestionNoticed) one).duration();
    return one.captureTime().instant().minus(lasted).toEpochMilli() / 1000.0 - START;
  }

  /** An hour of which the oracle doubts something in itself has none, and asks for little. */
  @ParameterizedTest
  @MethodSource("seeds")
  void breaks_ofEachHour_areMany(long seed) {
    assertThat(new SyntheticHour(seed, seed % 2 == 0).breaks()).hasSizeGreaterThan(10);
  }

  /** Hours without them would be right for the wrong reason. */
  @Test
  void hours_together_holdBreaksOfEachKind() {
    assertThat(LongStream.rangeClosed(1, 2).mapToObj(seed -> new SyntheticHour(seed, seed == 2)))
        .flatExtracting(SyntheticHour::breaks)
        .extracting(HourBreak::kind)
        .contains(HourBreak.Kind.values());
  }
}
