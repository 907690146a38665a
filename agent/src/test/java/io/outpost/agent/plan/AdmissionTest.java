package io.outpost.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.AnalysisMode;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.camera.Watchfulness;
import io.outpost.agent.gate.GateMode.Watch;
import io.outpost.agent.plan.Admission.Remedy;
import io.outpost.agent.plan.Admission.Verdict;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** On a box of two cores, of which 1.6 may be used, and the round costs of CapacityTest. */
class AdmissionTest {
  private static final Costs COSTS =
      new Costs(
          new Costs.Size(PlannedStream.MAIN.pixels(), 4, 8),
          new Costs.Size(PlannedStream.SUB.pixels(), 0.5, 1),
          0.2,
          10,
          5);
  private static final Capacity BOX = new Capacity(2, 8L << 30);

  private static PlannedCamera quiet(PlannedStream stream, Watch watch) {
    return new PlannedCamera(stream, watch, 0, true, true);
  }

  /** A strict camera of the main stream takes about 0.1 core. */
  private static Admission with(int cameras, Watch watch) {
    return new Admission(
        BOX, COSTS, Collections.nCopies(cameras, quiet(PlannedStream.MAIN, watch)));
  }

  @Test
  void judge_roomEnough_fitsWithoutRemedies() {
    Verdict verdict = with(14, Watch.STRICT).judge(quiet(PlannedStream.MAIN, Watch.STRICT));

    assertThat(verdict.fits()).isTrue();
    assertThat(verdict.cameras()).isEqualTo(15);
    assertThat(verdict.remedies()).isEmpty();
  }

  @Test
  void judge_oneStrictTooMany_wouldFitOnItsSubStreamOrInEco() {
    Verdict verdict = with(15, Watch.STRICT).judge(quiet(PlannedStream.MAIN, Watch.STRICT));

    assertThat(verdict.fits()).isFalse();
    assertThat(verdict.load().binds()).isEqualTo(Resource.DECODING);
    assertThat(verdict.load().cores()).isBetween(1.0, 1.1);
    assertThat(verdict.remedies())
        .containsExactly(Remedy.SUB_STREAM, Remedy.ECO, Remedy.FEWER_PICTURES, Remedy.OTHERS_ECO);
  }

  @Test
  void judge_fullAlready_onlyTheOthersCanGiveWay() {
    Verdict verdict = with(16, Watch.STRICT).judge(quiet(PlannedStream.SUB, Watch.ECO));

    assertThat(verdict.fits()).isFalse();
    assertThat(verdict.remedies()).containsExactly(Remedy.OTHERS_ECO);
  }

  @Test
  void judge_littleRoom_wouldFitWithBoth() {
    Admission nearlyFull =
        new Admission(
            BOX,
            COSTS,
            List.of(
                new PlannedCamera(
                    new PlannedStream(1920, 1080, 398.7, 2, 4), Watch.STRICT, 0, false, false)));

    Verdict verdict = nearlyFull.judge(quiet(PlannedStream.MAIN, Watch.ALWAYS));

    assertThat(verdict.remedies()).contains(Remedy.SUB_STREAM_AND_ECO).doesNotContain(Remedy.ECO);
  }

  @Test
  void judge_memoryShort_saysSo() {
    Admission small = new Admission(new Capacity(64, 1L << 30), COSTS, List.of());
    PlannedStream heavy = new PlannedStream(1920, 1080, 25, 2, 200);

    Verdict verdict = small.judge(quiet(heavy, Watch.ECO));

    assertThat(verdict.load().binds()).isEqualTo(Resource.MEMORY);
    assertThat(verdict.remedies()).contains(Remedy.SUB_STREAM);
  }

  @Test
  void with_onesThatWereLetIn_areRegistered() {
    Admission admission = with(14, Watch.STRICT).with(quiet(PlannedStream.MAIN, Watch.STRICT));

    assertThat(admission.load().fits()).isTrue();
    assertThat(admission.judge(quiet(PlannedStream.MAIN, Watch.STRICT)).fits()).isFalse();
  }

  @Test
  void planned_camera_isAsItsFileSays() {
    URI uri = URI.create("rtsp://192.0.2.1/1");
    Camera camera =
        new CameraDraft("yard", new Streams(uri, Optional.of(uri)))
            .faces(new Faces(true, 20))
            .watchfulness(Watchfulness.DEFAULT.in(AnalysisMode.STRICT))
            .build();

    assertThat(PlannedCamera.of(camera, 0.2))
        .isEqualTo(new PlannedCamera(PlannedStream.SUB, Watch.STRICT, 0.2, true, false));
  }
}
