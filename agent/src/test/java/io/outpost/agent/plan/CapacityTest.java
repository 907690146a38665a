package io.outpost.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.outpost.agent.gate.GateMode.Watch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Round numbers: a main picture takes 4 ms, a sub picture 0.5, twice as much by itself. */
class CapacityTest {
  private static final Costs COSTS =
      new Costs(
          new Costs.Size(PlannedStream.MAIN.pixels(), 4, 8),
          new Costs.Size(PlannedStream.SUB.pixels(), 0.5, 1),
          0.2,
          10,
          5);
  private static final Capacity BOX = new Capacity(2, 8L << 30);

  private static PlannedCamera camera(PlannedStream stream, Watch watch, double activity) {
    return new PlannedCamera(stream, watch, activity, true, true);
  }

  private static double cores(PlannedCamera camera, Resource resource) {
    return COSTS.of(camera).cores().getOrDefault(resource, 0.0);
  }

  @Test
  void eco_quiet_decodesKeyPicturesAlone() {
    PlannedCamera quiet = camera(PlannedStream.MAIN, Watch.ECO, 0);

    assertThat(cores(quiet, Resource.DECODING)).isCloseTo(0.004, within(1e-9)); // 8 ms in 2 s
    assertThat(cores(quiet, Resource.GATE)).isCloseTo(0.0001, within(1e-9));
    assertThat(cores(quiet, Resource.DETECTORS)).isZero();
  }

  @Test
  void eco_halfActive_decodesAllHalfOfTheTime() {
    PlannedCamera busy = camera(PlannedStream.MAIN, Watch.ECO, 0.5);

    assertThat(cores(busy, Resource.DECODING)).isCloseTo(0.5 * 0.1 + 0.5 * 0.004, within(1e-9));
    assertThat(cores(busy, Resource.DETECTORS)).isCloseTo(0.5 * 5 * 0.015, within(1e-9));
  }

  @Test
  void strict_quiet_decodesEveryPictureAndGlancesAtSome() {
    PlannedCamera quiet = camera(PlannedStream.SUB, Watch.STRICT, 0);

    assertThat(cores(quiet, Resource.DECODING)).isCloseTo(0.0125, within(1e-9));
    assertThat(cores(quiet, Resource.GATE)).isCloseTo(0.2 / 120, within(1e-9));
    assertThat(cores(quiet, Resource.DETECTORS)).isZero();
  }

  @Test
  void always_quiet_isLookedAtFiveTimesASecondWithoutGate() {
    PlannedCamera quiet = camera(PlannedStream.SUB, Watch.ALWAYS, 0);

    assertThat(cores(quiet, Resource.GATE)).isZero();
    assertThat(cores(quiet, Resource.DETECTORS)).isCloseTo(5 * 0.015, within(1e-9));
  }

  @Test
  void receiving_subStreamWithStills_takesTheMainStreamToo() {
    PlannedCamera stills = camera(PlannedStream.SUB, Watch.ECO, 0);
    PlannedCamera blind = new PlannedCamera(PlannedStream.SUB, Watch.ECO, 0, false, false);
    PlannedCamera main = camera(PlannedStream.MAIN, Watch.ECO, 0);

    assertThat(cores(stills, Resource.RECEIVING))
        .isCloseTo(
            cores(blind, Resource.RECEIVING) + cores(main, Resource.RECEIVING), within(1e-9));
    assertThat(COSTS.of(stills).memoryBytes() - COSTS.of(blind).memoryBytes())
        .as("twelve seconds of 4 Mbit/s")
        .isEqualTo(6_000_000);
  }

  @Test
  void detectors_notAskedFor_costNothing() {
    PlannedCamera blind = new PlannedCamera(PlannedStream.SUB, Watch.ALWAYS, 1, false, false);
    PlannedCamera faces = new PlannedCamera(PlannedStream.SUB, Watch.ALWAYS, 1, true, false);

    assertThat(cores(blind, Resource.DETECTORS)).isZero();
    assertThat(cores(faces, Resource.DETECTORS)).isCloseTo(0.025, within(1e-9));
  }

  @Test
  void receiving_200CamerasOfTheBenchmark_takeWhatItMeasured() {
    PlannedStream stream = new PlannedStream(1920, 1080, 25, 2, 2.75);

    assertThat(
            COSTS
                .of(camera(stream, Watch.ECO, 0))
                .times(200)
                .cores()
                .getOrDefault(Resource.RECEIVING, 0.0))
        .isCloseTo(0.11, within(1e-9));
  }

  @ParameterizedTest
  @EnumSource(Watch.class)
  void demand_moreActivityOrPixels_isNeverLess(Watch watch) {
    PlannedStream fourfold = new PlannedStream(3840, 2160, 25, 2, 8);
    double before = 0;
    for (double activity : new double[] {0, 0.1, 0.5, 1}) {
      double cores = COSTS.of(camera(PlannedStream.MAIN, watch, activity)).totalCores();
      assertThat(cores).isGreaterThanOrEqualTo(before);
      assertThat(COSTS.of(camera(fourfold, watch, activity)).totalCores()).isGreaterThan(cores);
      before = cores;
    }
  }

  @Test
  void picture_betweenTheMeasuredSizes_liesBetweenTheirCosts() {
    PlannedStream middle = new PlannedStream(1280, 720, 1, 2, 1);
    double share =
        (double) (middle.pixels() - PlannedStream.SUB.pixels())
            / (PlannedStream.MAIN.pixels() - PlannedStream.SUB.pixels());

    assertThat(cores(camera(middle, Watch.ALWAYS, 0), Resource.DECODING))
        .isCloseTo((0.5 + share * 3.5) / 1000, within(1e-9));
  }

  @Test
  void fit_always_bindsInTheDetectors() {
    Capacity.Fit fit = BOX.fit(COSTS.of(camera(PlannedStream.SUB, Watch.ALWAYS, 0)));

    assertThat(fit.binds()).isEqualTo(Resource.DETECTORS);
    assertThat(fit.count()).isEqualTo(18); // 1.6 cores, each 0.0125 + 0.075 + 0.0001
  }

  @Test
  void fit_quietCamerasOnLittleMemory_bindsInMemory() {
    Demand quiet = COSTS.of(camera(PlannedStream.MAIN, Watch.ECO, 0));
    Capacity small = new Capacity(64, 2L << 30);

    Capacity.Fit fit = small.fit(quiet);

    assertThat(fit.binds()).isEqualTo(Resource.MEMORY);
    assertThat(small.load(quiet.times(fit.count())).fits()).isTrue();
    assertThat(small.load(quiet.times(fit.count() + 1)).fits()).isFalse();
  }

  @Test
  void fit_memoryBelowWhatTheAgentTakes_isNone() {
    Demand quiet = COSTS.of(camera(PlannedStream.SUB, Watch.ECO, 0));

    assertThat(new Capacity(2, 512L << 20).fit(quiet))
        .isEqualTo(new Capacity.Fit(0, Resource.MEMORY));
    assertThat(new Capacity(2, 512L << 20).load(quiet).fits()).isFalse();
  }

  @Test
  void load_ofAsManyAsFit_fitsAndOneMoreDoesNot() {
    Demand each = COSTS.of(camera(PlannedStream.MAIN, Watch.STRICT, 0.1));
    int count = BOX.fit(each).count();

    assertThat(BOX.load(each.times(count)).fits()).isTrue();
    assertThat(BOX.load(each.times(count).plus(each)).fits()).isFalse();
    assertThat(BOX.load(each.times(count)).binds()).isEqualTo(Resource.DECODING);
  }

  @Test
  void advice_mainStreamInStrictMode_isASubStreamAndEco() {
    assertThat(Advice.of(camera(PlannedStream.MAIN, Watch.STRICT, 0), COSTS, BOX))
        .extracting(Advice::kind)
        .containsExactlyInAnyOrder(Advice.Kind.SUB_STREAM, Advice.Kind.ECO);
  }

  @Test
  void advice_smallStreamLookedAtAllTheTime_isNoSubStream() {
    assertThat(Advice.of(camera(PlannedStream.SUB, Watch.ECO, 1), COSTS, BOX)).isEmpty();
  }

  @Test
  void activity_moreThanAllOfTheTime_isRefused() {
    assertThatThrownBy(() -> camera(PlannedStream.MAIN, Watch.ECO, 1.2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 0 to 1");
  }
}
