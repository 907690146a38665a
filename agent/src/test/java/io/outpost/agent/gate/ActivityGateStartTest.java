package io.outpost.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.AnalysisMode;
import io.outpost.agent.camera.Priority;
import io.outpost.agent.gate.Glance.Verdict;
import io.outpost.agent.gate.Look.Aim;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cameras that begin when others do. */
class ActivityGateStartTest extends PlayedGate {
  @Test
  void share_noPlaceIsLeft_firstKeyPictureIsAnalysed_andTheSceneIsLearntByGlances() {
    StartPlaces places = new StartPlaces(1);
    ActivityGate first = gate(AnalysisMode.ECO);
    first.share(places);
    ActivityGate second = gate(AnalysisMode.ECO);
    second.share(places);

    assertThat(first.awake()).isTrue();
    assertThat(second.awake()).isFalse();
    List<Look> looks = play(second, 8, Verdict.LEARNING);
    assertThat(looks).extracting(Look::aim).startsWith(Aim.ANALYSE, Aim.GLANCE, Aim.GLANCE);
    assertThat(looks).allMatch(Look::alone);
    assertThat(second.awake()).isFalse();
    play(second, 4, Verdict.QUIET);
    assertThat(second.heed(List.of(glance(Verdict.MOVED))).replacing()).isFalse();
    play(second, 50, Verdict.QUIET);
    assertThat(second.heed(List.of(glance(Verdict.MOVED))).replacing()).isTrue();
  }

  @Test
  void heed_inTheFirstMinute_wakesWherePlacesAreFree_andGivesItsOwnBackWhenItSleeps() {
    StartPlaces places = new StartPlaces(1);
    ActivityGate first = gate(AnalysisMode.ECO);
    first.share(places);
    ActivityGate second = gate(AnalysisMode.ECO);
    second.share(places);
    play(first, 8, Verdict.QUIET);
    assertThat(first.awake()).isFalse();

    number = 0;
    play(second, 8, Verdict.QUIET);
    assertThat(second.heed(List.of(glance(Verdict.MOVED))).replacing()).isTrue();
    number = 80;
    play(first, 2, Verdict.QUIET);
    assertThat(first.heed(List.of(glance(Verdict.MOVED))).replacing()).isFalse();
    play(second, 8, Verdict.QUIET);
    assertThat(first.heed(List.of(glance(Verdict.MOVED))).replacing()).isTrue();
  }

  @Test
  void share_aMinuteIsOver_givesItsPlaceToTheNext() {
    StartPlaces places = new StartPlaces(1);
    ActivityGate first = gate(AnalysisMode.ECO);
    first.share(places);
    play(first, 2, Verdict.LEARNING);
    ActivityGate second = gate(AnalysisMode.ECO);
    second.share(places);

    play(first, 60, Verdict.MOVED);
    number = 0;
    play(second, 1, Verdict.LEARNING);

    assertThat(first.awake()).isTrue();
    assertThat(second.awake()).isTrue();
  }

  @Test
  void close_withAPlace_givesItBack() {
    StartPlaces places = new StartPlaces(1);
    ActivityGate first = gate(AnalysisMode.ECO);
    first.share(places);
    first.close();
    first.close();
    ActivityGate second = gate(AnalysisMode.ECO);
    second.share(places);
    ActivityGate third = gate(AnalysisMode.ECO);
    third.share(places);

    assertThat(second.awake()).isTrue();
    assertThat(third.awake()).isFalse();
    second.restart();
    assertThat(second.awake()).isTrue();
  }

  @Test
  void next_alwaysLookedAt_needsNoPlace() {
    StartPlaces places = new StartPlaces(1);
    ActivityGate always = gate(AnalysisMode.ALWAYS);
    always.share(places);
    always.next(unit());
    ActivityGate other = gate(AnalysisMode.ECO);

    other.share(places);

    assertThat(always.awake()).isTrue();
    assertThat(other.awake()).isTrue();
  }

  @Test
  void restart_whereDetectorsLeaveItAlone_takesNoPlace() {
    StartPlaces places = new StartPlaces(1);
    ActivityGate eased = gate(AnalysisMode.ECO);
    eased.share(places);
    eased.ease(LoadStep.PRESENCE_LOW.economy(Priority.LOW));
    eased.restart();
    ActivityGate other = gate(AnalysisMode.ECO);

    other.share(places);

    assertThat(eased.awake()).isFalse();
    assertThat(other.awake()).isTrue();
  }

  @Test
  void share_strictWithoutAPlace_looksCloselyAtItsFirstKeyPictureAlone() {
    ActivityGate gate = gate(AnalysisMode.STRICT);
    gate.share(new StartPlaces(0));

    List<Look> looks = play(gate, 3, Verdict.LEARNING);

    assertThat(looks).hasSize(30);
    assertThat(looks.get(0).aim()).isEqualTo(Aim.ANALYSE);
    assertThat(looks.subList(1, 30)).noneMatch(Look::analyse);
    assertThat(wanted(looks)).hasSizeGreaterThan(10);
  }

  private Glance glance(Verdict verdict) {
    return new Glance((number - 1) * 100_000L, verdict, 0.1);
  }
}
