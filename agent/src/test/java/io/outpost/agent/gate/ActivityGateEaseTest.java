package io.outpost.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.AnalysisMode;
import io.outpost.agent.camera.Priority;
import io.outpost.agent.gate.GateMode.Watch;
import io.outpost.agent.gate.GateMode.Why;
import io.outpost.agent.gate.Glance.Verdict;
import io.outpost.agent.gate.Look.Aim;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the gate does when work is shed. */
class ActivityGateEaseTest extends PlayedGate {
  private static final Economy PRESENCE = LoadStep.PRESENCE_LOW.economy(Priority.LOW);

  @Test
  void ease_fewerLooks_looksHalfAsOften_andAsBeforeAfterwards() {
    ActivityGate gate = gate(AnalysisMode.ECO);

    gate.ease(LoadStep.FEWER_LOOKS.economy(Priority.NORMAL));
    assertThat(seconds(wanted(play(gate, 2, Verdict.MOVED))))
        .containsExactly(0.0, 0.4, 0.8, 1.2, 1.6);

    gate.ease(Economy.NONE);
    assertThat(seconds(wanted(play(gate, 1, Verdict.MOVED))))
        .containsExactly(2.0, 2.2, 2.4, 2.6, 2.8);
  }

  @Test
  void ease_strictIntoEco_waitsOnKeyPictures_andFollowsFromTheLastOneAfterwards() {
    ActivityGate gate = asleep(AnalysisMode.STRICT);

    gate.ease(LoadStep.ECO.economy(Priority.HIGH));
    assertThat(gate.mode()).isEqualTo(new GateMode(Watch.ECO, Why.OVERLOAD));
    assertThat(gate.strict()).isTrue();
    assertThat(seconds(play(gate, 5, Verdict.QUIET))).containsExactly(10.0, 12.0, 14.0);

    gate.ease(Economy.NONE);
    assertThat(seconds(gate.next(unit()).looks()))
        .startsWith(14.0, 14.1)
        .endsWith(14.9, 15.0)
        .hasSize(11);
    assertThat(gate.mode()).isEqualTo(new GateMode(Watch.STRICT, Why.CONFIGURED));
  }

  @Test
  void ease_presenceOnly_ordersGlancesAlone_andTellsThatSomethingMoves() {
    ActivityGate gate = asleep(AnalysisMode.ECO);
    gate.occupied(true);
    gate.ease(PRESENCE);

    List<Look> quiet = play(gate, 4, Verdict.QUIET);
    assertThat(gate.present()).isFalse();
    Orders moved = answer(gate, gate.next(unit()).looks(), Verdict.MOVED);
    assertThat(moved).isEqualTo(Orders.NONE);
    assertThat(gate.present()).isTrue();
    List<Look> busy = play(gate, 10, Verdict.MOVED);
    assertThat(gate.present()).isTrue();
    assertThat(gate.lastUnseenGroup()).isEmpty();
    List<Look> after = play(gate, 8, Verdict.QUIET);

    assertThat(gate.present()).isFalse();
    for (List<Look> looks : List.of(quiet, busy, after)) {
      assertThat(looks).isNotEmpty().allMatch(look -> look.alone() && look.aim() == Aim.GLANCE);
    }
  }

  @Test
  void ease_presenceOnly_signalIsPresence_aNewSceneOrAnUnknownOneIsNot() {
    ActivityGate gate = asleep(AnalysisMode.ECO);
    gate.ease(PRESENCE);

    play(gate, 4, Verdict.LEARNING);
    play(gate, 4, Verdict.NEW_SCENE);
    assertThat(gate.present()).isFalse();
    assertThat(gate.signal()).isEqualTo(Orders.NONE);

    assertThat(gate.present()).isTrue();
    assertThat(gate.reason()).isEqualTo(WakeReason.SIGNAL);
    gate.restart();
    assertThat(gate.present()).isFalse();
  }

  @Test
  void ease_presenceNoLonger_wakesByTheNextMotionWithWhatWasKept() {
    ActivityGate gate = asleep(AnalysisMode.ECO);
    gate.ease(PRESENCE);
    play(gate, 4, Verdict.MOVED);

    gate.ease(Economy.NONE);
    assertThat(gate.awake()).isFalse();
    assertThat(gate.present()).isFalse();
    Orders orders = answer(gate, gate.next(unit()).looks(), Verdict.MOVED);

    assertThat(orders.replacing()).isTrue();
    assertThat(seconds(orders.looks())).startsWith(12.0).endsWith(14.0);
    assertThat(orders.looks()).anyMatch(Look::analyse);
  }

  @Test
  void ease_alwaysToPresenceAndBack_goesOnAtAKeyPicture() {
    ActivityGate gate = gate(AnalysisMode.ALWAYS);
    play(gate, 1, Verdict.MOVED);

    gate.ease(PRESENCE);
    assertThat(gate.awake()).isFalse();
    assertThat(seconds(play(gate, 2, Verdict.QUIET))).containsExactly(2.0);
    gate.ease(Economy.NONE);

    assertThat(gate.awake()).isTrue();
    List<Look> again = play(gate, 2, Verdict.MOVED);
    assertThat(seconds(again)).startsWith(4.0, 4.1).hasSize(10);
    assertThat(wanted(again)).allMatch(Look::analyse).hasSize(5);
  }

  @Test
  void ease_presenceDuringScheduledHours_isPresence() {
    ActivityGate gate = gate(AnalysisMode.ECO, "07:00-08:00");
    gate.ease(PRESENCE);

    List<Look> looks = play(gate, 20, Verdict.QUIET);

    assertThat(looks).allMatch(look -> look.aim() == Aim.GLANCE);
    gate.ease(Economy.NONE);
    assertThat(play(gate, 2, Verdict.QUIET)).anyMatch(Look::analyse);
    assertThat(gate.reason()).isEqualTo(WakeReason.SCHEDULE);
  }
}
