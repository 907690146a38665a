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
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.LaneTerms;
import io.outpost.agent.camera.Motion;
import io.outpost.agent.event.OpenStateJson;
import io.outpost.agent.vision.Detection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two lanes in a group, from left to right, in which what stands for two seconds is told. */
class LaneGroupTest {
  /** Not in the picture. */
  private static final double AWAY = Double.NaN;

  private static final Camera CAMERA =
      camera(Faces.DISABLED, grouped("far", 100, 160), grouped("near", 220, 300));

  private CameraAnalysis analysis = new CameraAnalysis(CAMERA);
  private final List<Observation> told = new ArrayList<>();
  private long startMicros;

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
      told.addAll(analysis.analyse(picture(startMicros + i * INTERVAL_MICROS, seen), STILLS));
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

  /** Once more before it has shown anything. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void group_queueStandsOverABreak_isOneQueueAndNoVehicle(int breaks) {
    watch(40, i -> 300, i -> 200);
    for (int i = 0; i < breaks; i++) {
      told.addAll(analysis.interrupt());
    }
    startMicros = 60_000_000;
    watch(200, i -> 300, i -> 200);
    assertThat(story()).containsExactly("south began");
    startMicros += 200 * INTERVAL_MICROS;
    watch(120, i -> AWAY, i -> AWAY);

    assertThat(story()).containsExactly("south began", "south ended");
    CongestionNoticed ended = (CongestionNoticed) told.get(1);
    assertThat(ended.reason()).isEmpty();
    assertThat(ended.duration()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(97));
  }

  @Test
  void group_queueStandsOverARestart_isOneQueueAndNoVehicle() throws IOException {
    watch(40, i -> 300, i -> 200);
    restart(CAMERA);
    startMicros = 60_000_000;
    watch(200, i -> 300, i -> 200);
    told.addAll(analysis.end());

    assertThat(story()).containsExactly("south began", "south ended");
    assertThat(((CongestionNoticed) told.get(1)).duration())
        .isBetween(Duration.ofSeconds(90), Duration.ofSeconds(97));
  }

  /** Who is waited for where it stood does not make a queue by that. */
  @Test
  void group_queueLeavesWhileNobodyWatches_endsAsItWasSeenLast() throws IOException {
    watch(40, i -> 300, i -> 200);
    restart(CAMERA);
    startMicros = 60_000_000;
    watch(100, i -> 60 * (i % 14), i -> AWAY);

    assertThat(story()).containsExactly("south began", "south ended");
    CongestionNoticed ended = (CongestionNoticed) told.get(1);
    assertThat(ended.reason()).contains(LaneEnd.UNWATCHED);
    assertThat(ended.mediaMicros()).isEqualTo(39 * INTERVAL_MICROS);
    assertThat(ended.standing()).isEqualTo(2);
  }

  /** In both lanes one passes where another stood, which it is taken for until it is farther on. */
  @Test
  void group_queueLeavesWhileNobodyWatches_whatPassesItsPlaceIsNotIt() {
    watch(40, i -> 300, i -> 200);
    told.addAll(analysis.interrupt());
    startMicros = 60_000_000;
    watch(100, i -> 300 + 40 * i, i -> 200 + 40 * i);

    assertThat(story()).containsExactly("south began", "south ended");
    CongestionNoticed ended = (CongestionNoticed) told.get(1);
    assertThat(ended.reason()).contains(LaneEnd.UNWATCHED);
    assertThat(ended.mediaMicros()).isEqualTo(39 * INTERVAL_MICROS);
  }

  /** What stood in it for long counts from when somebody watches again, and traffic flows. */
  @Test
  void group_queueLeavesWhileNobodyWatches_whatStillStandsCountsFromThen() {
    watch(120, i -> 300, i -> 200);
    told.addAll(analysis.interrupt());
    startMicros = 60_000_000;
    watch(100, i -> 300, i -> 60 * (i % 14));
    told.addAll(analysis.end());

    assertThat(story()).containsExactly("south began", "south ended", "far began", "far ended");
    LaneOccupied left = (LaneOccupied) told.get(2);
    assertThat(left.counted().orElseThrow().duration())
        .isLessThan(Duration.ofNanos((left.mediaMicros() - startMicros) * 1000 + 1));
  }

  /** It was about to be one. */
  @Test
  void group_streamBreaksBeforeItIsAQueue_whatStoodCountsAnew() {
    watch(18, i -> 300, i -> 200); // Both have stood for the dwell, but not for long as a queue.
    told.addAll(analysis.interrupt());
    told.addAll(analysis.interrupt());
    startMicros = 10_000_000;
    watch(10, i -> 300, i -> 200 + 60 * i); // 1.5 seconds.
    assertThat(told).isEmpty();
    startMicros += 10 * INTERVAL_MICROS;
    watch(30, i -> 300, i -> AWAY);
    assertThat(story()).containsExactly("far began");
  }

  @Test
  void group_queueIsNotSeenForAnHour_ends() {
    watch(40, i -> 300, i -> 200);
    told.addAll(analysis.interrupt());
    told.addAll(analysis.giveUp(Instant.EPOCH.plusSeconds(3500)));
    assertThat(story()).containsExactly("south began");
    told.addAll(analysis.giveUp(Instant.EPOCH.plusSeconds(3700)));
    told.addAll(analysis.giveUp(Instant.EPOCH.plusSeconds(3800)));
    assertThat(story()).containsExactly("south began", "south ended");
  }

  @Test
  void group_isNoMoreAfterARestart_endsItsQueue() throws IOException {
    watch(40, i -> 300, i -> 200);
    restart(camera(Faces.DISABLED, lane("far", 100, 160)));
    assertThat(story()).containsExactly("south began", "south ended");
    CongestionNoticed ended = (CongestionNoticed) told.get(1);
    assertThat(ended.lanes()).containsExactly("far", "near");
    assertThat(ended.reason()).contains(LaneEnd.UNWATCHED);
  }

  /** No picture comes for longer than a queue needs to be over, but the stream is there. */
  @Test
  void group_picturesAreMissing_isOneQueue() {
    watch(40, i -> 300, i -> 200);
    startMicros = 40_000_000;
    watch(40, i -> 300, i -> 200);
    assertThat(story()).containsExactly("south began");
  }

  private void restart(Camera camera) throws IOException {
    String disk = OpenStateJson.write(analysis.open(), camera).text();
    analysis = new CameraAnalysis(camera);
    told.addAll(analysis.restore(OpenStateJson.read(disk)));
  }
}
