package io.outpost.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.AnalysisMode;
import io.outpost.agent.gate.GateMode.Watch;
import io.outpost.agent.gate.GateMode.Why;
import io.outpost.agent.gate.Glance.Verdict;
import io.outpost.agent.gate.Look.Aim;
import io.outpost.agent.ingest.AccessUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What wakes the gate, what it orders, and when it falls asleep again. */
class ActivityGateTest extends PlayedGate {
  @Test
  void next_start_looksCloselyUntilItWasQuietForAWhile() {
    ActivityGate gate = gate(AnalysisMode.ECO);

    List<Look> first = play(gate, 4, Verdict.QUIET);

    assertThat(gate.awake()).isTrue();
    assertThat(first).hasSize(40);
    assertThat(seconds(wanted(first))).startsWith(0.0, 0.2, 0.4).hasSize(20);
    play(gate, 2, Verdict.QUIET);
    assertThat(gate.awake()).isFalse();
  }

  @Test
  void next_ecoAndQuiet_ordersKeyPicturesAloneForAGlance() {
    ActivityGate gate = asleep(AnalysisMode.ECO);

    List<Look> looks = play(gate, 6, Verdict.QUIET);

    assertThat(seconds(looks)).containsExactly(10.0, 12.0, 14.0);
    assertThat(looks).allMatch(look -> look.alone() && look.aim() == Aim.GLANCE);
  }

  @Test
  void heed_motionAtAKeyPicture_ordersWhatWasKeptFromTheGroupBefore() {
    ActivityGate gate = asleep(AnalysisMode.ECO);
    play(gate, 2, Verdict.QUIET);
    List<Look> key = gate.next(unit()).looks();
    play(gate, 1, Verdict.QUIET); // What comes until the worker answers.

    Orders orders = answer(gate, key, Verdict.MOVED);

    assertThat(orders.replacing()).isTrue();
    assertThat(gate.reason()).isEqualTo(WakeReason.MOTION);
    assertThat(seconds(orders.looks())).startsWith(10.0, 10.1).endsWith(12.9, 13.0).hasSize(31);
    assertThat(seconds(wanted(orders.looks()))).startsWith(10.0, 10.2);
    assertThat(orders.looks()).noneMatch(Look::alone);
    assertThat(seconds(gate.next(unit()).looks())).containsExactly(13.1);
  }

  @Test
  void heed_awakeAndStillMoving_staysAwake_andFallsAsleepAfterwards() {
    ActivityGate gate = asleep(AnalysisMode.ECO);
    answer(gate, gate.next(unit()).looks(), Verdict.MOVED);

    play(gate, 20, Verdict.MOVED);
    assertThat(gate.awake()).isTrue();
    play(gate, 4, Verdict.QUIET);
    assertThat(gate.awake()).isTrue();
    play(gate, 2, Verdict.QUIET);
    assertThat(gate.awake()).isFalse();
  }

  @Test
  void heed_newScene_wakesWithThatReason() {
    ActivityGate gate = asleep(AnalysisMode.ECO);

    answer(gate, gate.next(unit()).looks(), Verdict.NEW_SCENE);

    assertThat(gate.reason()).isEqualTo(WakeReason.NEW_SCENE);
  }

  @Test
  void heed_modelThatBeginsAnew_isAStart() {
    ActivityGate gate = asleep(AnalysisMode.ECO);

    answer(gate, gate.next(unit()).looks(), Verdict.LEARNING);

    assertThat(gate.reason()).isEqualTo(WakeReason.START);
  }

  @Test
  void next_bodyAtRest_isLookedAtWithEveryGlance_andNeverTwice() {
    ActivityGate gate = asleep(AnalysisMode.ECO);
    gate.occupied(true);

    List<Look> looks = play(gate, 2, Verdict.QUIET);
    assertThat(looks).singleElement().matches(look -> look.alone() && look.analyse());
    gate.analysed(looks.get(0).unit().mediaMicros());
    Orders orders = answer(gate, gate.next(unit()).looks(), Verdict.MOVED);

    assertThat(seconds(orders.looks())).startsWith(10.0);
    assertThat(seconds(wanted(orders.looks()))).startsWith(10.2, 10.4).endsWith(12.0);
  }

  @Test
  void next_strictAndQuiet_ordersEveryPicture_andGlancesAtMany() {
    ActivityGate gate = asleep(AnalysisMode.STRICT);

    List<Look> looks = play(gate, 2, Verdict.QUIET);

    assertThat(looks).hasSize(20).noneMatch(Look::alone).noneMatch(Look::analyse);
    assertThat(wanted(looks)).hasSizeBetween(15, 20);
  }

  @Test
  void signal_whileQuiet_wakes() {
    ActivityGate gate = asleep(AnalysisMode.ECO);
    play(gate, 3, Verdict.QUIET);

    Orders orders = gate.signal();

    assertThat(orders.replacing()).isTrue();
    assertThat(gate.reason()).isEqualTo(WakeReason.SIGNAL);
    assertThat(seconds(orders.looks())).startsWith(10.0).endsWith(12.9);
    assertThat(gate.signal()).isEqualTo(Orders.NONE);
  }

  @Test
  void next_hourHasCome_wakes_andDoesNotFallAsleepInIt() {
    ActivityGate gate = gate(AnalysisMode.ECO, "07:00-07:01");

    play(gate, 9, Verdict.QUIET);
    assertThat(gate.awake()).isFalse();
    play(gate, 30, Verdict.QUIET);
    assertThat(gate.awake()).isTrue();
    assertThat(gate.reason()).isEqualTo(WakeReason.SCHEDULE);
    play(gate, 50, Verdict.QUIET);
    assertThat(gate.awake()).isFalse();
  }

  @Test
  void missed_wakesFromThatGroupOn() {
    ActivityGate gate = asleep(AnalysisMode.ECO);
    play(gate, 5, Verdict.QUIET);

    Orders orders = gate.missed(gate.lastUnseenGroup().orElseThrow());

    assertThat(gate.reason()).isEqualTo(WakeReason.AUDIT);
    assertThat(seconds(orders.looks())).startsWith(10.0).endsWith(14.9);
  }

  @Test
  void restart_forgetsWhatWasKept_andIsAwake() {
    ActivityGate gate = asleep(AnalysisMode.ECO);

    gate.restart();
    number = 0;

    assertThat(gate.awake()).isTrue();
    assertThat(seconds(play(gate, 1, Verdict.QUIET))).startsWith(0.0).hasSize(10);
    assertThat(gate.lastUnseenGroup()).isEmpty();
  }

  @Test
  void mode_always_ordersEverythingWithoutAGlance() {
    ActivityGate gate = gate(AnalysisMode.ALWAYS);

    List<Look> looks = play(gate, 60, Verdict.QUIET);

    assertThat(looks).hasSize(600);
    assertThat(wanted(looks)).hasSize(300).allMatch(Look::analyse);
    assertThat(gate.awake()).isTrue();
  }

  @Test
  void mode_automatic_isEcoWhereKeyPicturesAreRegular() {
    assertThat(asleep(AnalysisMode.AUTO).mode())
        .isEqualTo(new GateMode(Watch.ECO, Why.REGULAR_KEYS));
  }

  @Test
  void mode_automatic_keyPicturesFarApart_isStrict() {
    keyEvery = 80;
    ActivityGate gate = gate(AnalysisMode.AUTO);

    play(gate, 10, Verdict.QUIET);

    assertThat(gate.mode()).isEqualTo(new GateMode(Watch.STRICT, Why.KEYS_FAR_APART));
    assertThat(play(gate, 2, Verdict.QUIET)).hasSize(20);
  }

  @Test
  void mode_automatic_keyPicturesAsTheCameraPleases_isStrict() {
    ActivityGate gate = gate(AnalysisMode.AUTO);
    for (int group : new int[] {8, 30, 9, 35, 12}) {
      for (int i = 0; i < group; i++) {
        AccessUnit next = unit();
        gate.next(
            new AccessUnit(
                next.codec(), next.data(), next.mediaMicros(), next.captureTime(), i == 0, 0));
      }
    }

    assertThat(gate.mode()).isEqualTo(new GateMode(Watch.STRICT, Why.KEYS_IRREGULAR));
  }

  @Test
  void next_strictBeginsInTheMiddleOfAGroup_feedsTheDecoderFromItsKeyPicture() {
    ActivityGate gate = asleep(AnalysisMode.AUTO);
    keyEvery = Integer.MAX_VALUE;

    List<Look> looks = play(gate, 6, Verdict.QUIET);

    assertThat(gate.mode().watch()).isEqualTo(Watch.STRICT);
    assertThat(seconds(looks)).startsWith(8.0, 8.1).endsWith(15.9);
  }
}
