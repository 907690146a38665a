package io.outpost.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.AnalysisMode;
import io.outpost.agent.camera.DayHours;
import io.outpost.agent.camera.Priority;
import io.outpost.agent.camera.Watchfulness;
import io.outpost.agent.gate.GateMode.Watch;
import io.outpost.agent.gate.GateMode.Why;
import io.outpost.agent.gate.Glance.Verdict;
import io.outpost.agent.gate.Look.Aim;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GopBuffer;
import io.outpost.agent.time.CaptureTime;
import io.outpost.protocols.rtp.VideoCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A camera of ten pictures a second and a key picture every two seconds, unless said otherwise. */
class ActivityGateTest {
  private static final Duration LOOKS = Duration.ofMillis(200);
  private static final Instant START = Instant.parse("2026-11-25T06:59:50Z");

  private static final Economy PRESENCE = LoadStep.PRESENCE_LOW.economy(Priority.LOW);

  private int keyEvery = 20;
  private int number;

  private ActivityGate gate(AnalysisMode mode, String... always) {
    List<DayHours> hours = List.of(always).stream().map(DayHours::parse).toList();
    return new ActivityGate(
        new Watchfulness(mode, Duration.ofSeconds(5), hours),
        LOOKS,
        new GopBuffer(1_000_000, Duration.ofSeconds(10)),
        ZoneOffset.UTC);
  }

  private AccessUnit unit() {
    long micros = number * 100_000L;
    Instant taken = START.plusNanos(micros * 1000);
    CaptureTime time = new CaptureTime(taken, CaptureTime.Source.MEDIA, Duration.ZERO);
    boolean key = number % keyEvery == 0;
    number++;
    return new AccessUnit(VideoCodec.H264, new byte[100], micros, time, key, 0);
  }

  /** Passes pictures and answers each glance that is ordered, until seconds of media are over. */
  private List<Look> play(ActivityGate gate, int seconds, Verdict verdict) {
    List<Look> ordered = new ArrayList<>();
    for (int i = 0; i < seconds * 10; i++) {
      Orders orders = gate.next(unit());
      ordered.addAll(orders.looks());
      answer(gate, orders.looks(), verdict);
    }
    return ordered;
  }

  private static Orders answer(ActivityGate gate, List<Look> looks, Verdict verdict) {
    return gate.heed(
        looks.stream()
            .filter(Look::wanted)
            .map(look -> new Glance(look.unit().mediaMicros(), verdict, 0))
            .toList());
  }

  private static List<Double> seconds(List<Look> looks) {
    return looks.stream().map(look -> look.unit().mediaMicros() / 1e6).toList();
  }

  private static List<Look> wanted(List<Look> looks) {
    return looks.stream().filter(Look::wanted).toList();
  }

  private ActivityGate asleep(AnalysisMode mode) {
    ActivityGate gate = gate(mode);
    play(gate, 10, Verdict.QUIET);
    assertThat(gate.awake()).isFalse();
    return gate;
  }

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
    assertThat(second.heed(List.of(glance(Verdict.MOVED))).replacing()).isTrue();
  }

  @Test
  void share_aSceneIsKnown_givesItsPlaceToTheNext() {
    StartPlaces places = new StartPlaces(1);
    ActivityGate first = gate(AnalysisMode.ECO);
    first.share(places);
    play(first, 2, Verdict.LEARNING);
    ActivityGate second = gate(AnalysisMode.ECO);
    second.share(places);

    play(first, 1, Verdict.MOVED);
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

  private Glance glance(Verdict verdict) {
    return new Glance((number - 1) * 100_000L, verdict, 0.1);
  }
}
