package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.INTERVAL_MICROS;
import static io.outpost.agent.analysis.Pictures.STILLS;
import static io.outpost.agent.analysis.Pictures.box;
import static io.outpost.agent.analysis.Pictures.camera;
import static io.outpost.agent.analysis.Pictures.lane;
import static io.outpost.agent.analysis.Pictures.picture;
import static io.outpost.agent.analysis.Pictures.vehicle;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Observation.CongestionNoticed;
import io.outpost.agent.analysis.Observation.LaneOccupied;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.LaneTerms;
import io.outpost.agent.camera.Motion;
import io.outpost.agent.vision.Detection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Two lanes in a group, from left to right, in which what stands for two seconds is told. */
class LaneGroupTest {
  /** Not in the picture. */
  private static final double AWAY = Double.NaN;

  private final CameraAnalysis analysis =
      new CameraAnalysis(
          camera(Faces.DISABLED, grouped("far", 100, 160), grouped("near", 220, 300)));
  private final List<Observation> told = new ArrayList<>();

  private static Lane grouped(String id, double top, double bottom) {
    Lane lane = lane(id, top, bottom);
    LaneTerms terms =
        new LaneTerms(Optional.empty(), Motion.STANDING, List.of(), Optional.of("south"));
    return new Lane(id, lane.polygon(), Duration.ofSeconds(2), lane.classes(), terms);
  }

  /** Where the cars of both lanes are in each of so many pictures, by their centres. */
  private void watch(int pictures, IntToDoubleFunction far, IntToDoubleFunction near) {
    for (int i = 0; i < pictures; i++) {
      List<Detection> seen = new ArrayList<>();
      add(seen, far.applyAsDouble(i), 120);
      add(seen, near.applyAsDouble(i), 240);
      told.addAll(analysis.analyse(picture(i * INTERVAL_MICROS, seen), STILLS));
    }
  }

  private static void add(List<Detection> seen, double centerX, double centerY) {
    if (!Double.isNaN(centerX) && centerX < 640) {
      seen.add(vehicle(box(centerX, centerY, 100, 50)));
    }
  }

  /** Such as "far began", "south ended", without updates. */
  private List<String> story() {
    return told.stream()
        .filter(one -> one.phase() != Phase.UPDATED)
        .map(
            one ->
                (one instanceof CongestionNoticed queue
                        ? queue.group()
                        : ((LaneOccupied) one).lane())
                    + " "
                    + one.phase().label())
        .toList();
  }

  @Test
  void group_bothLanesStop_tellsOneQueueAndNoVehicle() {
    watch(300, i -> Math.min(300, 50 * i), i -> Math.min(200, 50 * i));
    told.addAll(analysis.end());

    assertThat(story()).containsExactly("south began", "south ended");
    CongestionNoticed began = (CongestionNoticed) told.get(0);
    assertThat(began.lanes()).containsExactly("far", "near");
    assertThat(began.standing()).isEqualTo(2);
    assertThat(began.duration()).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3200));
    assertThat(began.images()).extracting(Image::kind).containsExactly(Image.Kind.SCENE);
    CongestionNoticed ended = (CongestionNoticed) told.get(1);
    assertThat(ended.mediaMicros()).isEqualTo(299 * INTERVAL_MICROS);
    assertThat(ended.images()).isEmpty();
  }

  @Test
  void group_oneLaneFlows_tellsTheVehicleThatStands() {
    watch(120, i -> 300, i -> 60 * (i % 14));
    told.addAll(analysis.end());
    assertThat(story()).containsExactly("far began", "far ended");
  }

  @Test
  void group_oneLaneIsEmpty_tellsTheVehicleThatStands() {
    watch(120, i -> 300, i -> AWAY);
    told.addAll(analysis.end());
    assertThat(story()).containsExactly("far began", "far ended");
  }

  /** Its breakdown made the queue: it is told on, to its end. */
  @Test
  void group_vehicleStoodBeforeTheQueue_isToldToItsEnd() {
    watch(300, i -> i < 250 ? 300 : AWAY, i -> i < 60 ? AWAY : Math.min(300, 50 * (i - 60)));
    told.addAll(analysis.end());

    assertThat(story()).containsExactly("far began", "south began", "far ended", "south ended");
    assertThat(told.stream().filter(one -> one.phase() == Phase.UPDATED)).hasSize(1);
  }

  /** The queue moves on by two lengths every sixteen seconds. */
  @Test
  void group_queueMovesInWaves_isOneQueue() {
    IntToDoubleFunction waves = i -> 60 + 25 * (8 * (i / 100) + Math.max(0, i % 100 - 92));
    watch(250, waves, waves);
    told.addAll(analysis.end());
    assertThat(story()).containsExactly("south began", "south ended");
  }

  /** One stays behind when the others have gone: it counts from when traffic flows again. */
  @Test
  void group_queueDissolves_whatStillStandsIsTold() {
    watch(300, i -> 300, i -> i < 60 ? 300 : 300 + 60 * (i - 60));
    told.addAll(analysis.end());

    assertThat(story()).containsExactly("south began", "south ended", "far began", "far ended");
    LaneOccupied left = (LaneOccupied) told.get(2);
    assertThat(left.dwell()).isGreaterThan(Duration.ofSeconds(20));
    long flowsMicros =
        told.stream()
            .filter(one -> one instanceof CongestionNoticed && one.phase() == Phase.ENDED)
            .mapToLong(one -> ((CongestionNoticed) one).mediaMicros())
            .sum();
    assertThat(left.counted().orElseThrow().duration())
        .isEqualTo(Duration.ofNanos((left.mediaMicros() - flowsMicros) * 1000));
  }

  @Test
  void group_restsInAQueue_isOneQueue() {
    watch(60, i -> 300, i -> 200);
    long micros = 60 * INTERVAL_MICROS;
    for (int i = 0; i < 30; i++) {
      micros += 20_000_000;
      analysis.rested();
      List<Detection> seen = new ArrayList<>();
      add(seen, 300, 120);
      add(seen, 200, 240);
      told.addAll(analysis.analyse(picture(micros, seen), STILLS));
      assertThat(analysis.occupied()).isTrue();
    }
    assertThat(story()).containsExactly("south began");
  }

  @Test
  void group_streamStartsAgain_endsTheQueueFirst() {
    watch(40, i -> 300, i -> 200);
    watch(40, i -> 300, i -> 200);
    assertThat(story()).containsExactly("south began", "south ended", "south began");
  }

  /** The stream breaks, and once more before it has shown anything. */
  @Test
  void group_streamBreaksTwice_whatStoodInTheQueueCountsAnew() {
    watch(40, i -> 300, i -> 200);
    told.addAll(analysis.interrupt());
    told.addAll(analysis.interrupt());
    watch(10, i -> 300, i -> 200 + 60 * i); // 1.5 seconds; it stood for six before.
    assertThat(story()).containsExactly("south began", "south ended");
    watch(30, i -> 300, i -> AWAY);
    assertThat(story()).containsExactly("south began", "south ended", "far began");
  }
}
