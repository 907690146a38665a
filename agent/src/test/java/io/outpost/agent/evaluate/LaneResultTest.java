package io.outpost.agent.evaluate;

import static io.outpost.agent.evaluate.Labelled.crossing;
import static io.outpost.agent.evaluate.Labelled.either;
import static io.outpost.agent.evaluate.Labelled.lane;
import static io.outpost.agent.evaluate.Labelled.occupation;
import static io.outpost.agent.evaluate.Labelled.stay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.outpost.agent.evaluate.LaneTruth.Timing;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneResultTest {
  @Test
  void of_oneFoundOneMissedOneFalse_givesPrecisionAndRecall() {
    LaneResult result =
        LaneResult.of(
            List.of(crossing(2), crossing(10)), List.of(occupation(1, 3), occupation(20, 22)));

    assertThat(result.missed()).containsExactly(crossing(10));
    assertThat(result.wrong()).containsExactly(occupation(20, 22));
    assertThat(result.precision()).hasValue(0.5);
    assertThat(result.recall()).hasValue(0.5);
  }

  @Test
  void of_eventMissesTheMomentByTheTolerance_countsAndByMoreDoesNot() {
    assertThat(LaneResult.of(List.of(crossing(3.5)), List.of(occupation(1, 3))).found()).hasSize(1);
    assertThat(LaneResult.of(List.of(crossing(3.6)), List.of(occupation(1, 3))).found()).isEmpty();
  }

  @Test
  void of_otherLaneOrOtherClass_isFalse() {
    LaneResult result =
        LaneResult.of(
            List.of(crossing(2)),
            List.of(occupation("turn", "vehicle", 1, 3), occupation("d", "person", 1, 3)));

    assertThat(result.found()).isEmpty();
    assertThat(result.wrong()).hasSize(2);
  }

  @Test
  void of_twoEventsForOneBody_isOneTooMany() {
    LaneResult result =
        LaneResult.of(List.of(stay(1, 9)), List.of(occupation(1, 4), occupation(4.4, 9)));

    assertThat(result.found()).hasSize(1);
    assertThat(result.wrong()).hasSize(1);
  }

  @Test
  void of_eitherWay_countsNeitherToldNorUntold() {
    LaneResult told = LaneResult.of(List.of(either(0)), List.of(occupation(0, 1)));
    LaneResult untold = LaneResult.of(List.of(either(0)), List.of());

    assertThat(told.neither()).hasSize(1);
    assertThat(told.wrong()).isEmpty();
    assertThat(told.precision()).isEmpty();
    assertThat(untold.missed()).isEmpty();
    assertThat(untold.recall()).isEmpty();
  }

  @Test
  void of_eitherWayBesideWhatCounts_leavesItTheEvent() {
    LaneResult result =
        LaneResult.of(List.of(either(1), crossing(1.4)), List.of(occupation(0.9, 1.1)));

    assertThat(result.found()).hasSize(1);
    assertThat(result.neither()).isEmpty();
  }

  @Test
  void errors_ofAStay_areThoseOfBothEnds() {
    LaneResult result = LaneResult.of(List.of(stay(4.3, 8.2)), List.of(occupation(4.8, 8.1)));

    assertThat(result.startErrors().max()).hasValueCloseTo(0.5, within(1e-9));
    assertThat(result.endErrors().max()).hasValueCloseTo(0.1, within(1e-9));
  }

  @Test
  void errors_ofACrossing_areUnknown() {
    LaneResult result = LaneResult.of(List.of(crossing(2)), List.of(occupation(1, 3)));

    assertThat(result.startErrors()).isEmpty();
    assertThat(result.endErrors()).isEmpty();
  }

  @Test
  void errors_endUnknown_areThoseOfTheStart() {
    LaneTruth seen = lane("d", Span.moment(2), Timing.START, false);
    LaneResult result = LaneResult.of(List.of(seen), List.of(occupation(2.25, 9)));

    assertThat(result.startErrors()).containsExactly(0.25);
    assertThat(result.endErrors()).isEmpty();
  }
}
