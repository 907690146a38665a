package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.camera;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Observation.FaceCaptured;
import io.outpost.agent.analysis.Observation.LaneOccupied;
import io.outpost.agent.camera.AnalysisMode;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Clips;
import io.outpost.agent.camera.Direction;
import io.outpost.agent.camera.Direction.Sense;
import io.outpost.agent.camera.Evidence;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.LaneTerms;
import io.outpost.agent.camera.Motion;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.camera.Watchfulness;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Both analyses on real clips, against ground truth that was made by eye ({@code
 * ../shared/footage/truth}). Bounds are as wide as the truth's own: a vehicle half in the picture
 * at the end of a clip may count or not. With the gate, which has nothing quiet to find here but
 * limits where detectors look, they are the same.
 */
@Tag("replay")
class FootageIT {
  /** As the line looks at pictures. */
  private static final Duration INTERVAL = Duration.ofMillis(200);

  private static final Faces FACES = new Faces(true, 20);
  private static final Lane LANE_D = Pictures.lane("d", 218, 296);
  private static final Lane TURN_LANE = Pictures.lane("turn", 93, 147);
  private static final Lane EVERYWHERE = Pictures.lane("everywhere", 0, Pictures.HEIGHT);

  private static Footage footage;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    footage = Footage.open();
  }

  @AfterAll
  static void close() {
    if (footage != null) {
      footage.close();
    }
  }

  private static List<Observation> analyse(String clip, Camera camera)
      throws IOException, InterruptedException {
    return footage.analyse(clip, camera, INTERVAL, picture -> {});
  }

  private static Camera watched(AnalysisMode mode, Lane... lanes) {
    return CameraDraft.of(camera(FACES, lanes))
        .watchfulness(Watchfulness.DEFAULT.in(mode))
        .evidence(new Evidence(Evidence.Moments.THRESHOLD, false, false, Clips.NONE))
        .build();
  }

  private static List<LaneOccupied> lanes(List<Observation> observations) {
    return observations.stream()
        .filter(LaneOccupied.class::isInstance)
        .map(LaneOccupied.class::cast)
        .toList();
  }

  private static List<LaneOccupied> lanes(
      List<Observation> observations, String lane, Phase phase) {
    return lanes(observations).stream()
        .filter(told -> told.lane().equals(lane) && told.phase() == phase)
        .toList();
  }

  private static List<FaceCaptured> faces(List<Observation> observations) {
    return observations.stream()
        .filter(FaceCaptured.class::isInstance)
        .map(FaceCaptured.class::cast)
        .filter(face -> face.phase() == Phase.ENDED)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"ALWAYS", "AUTO"})
  void traffic_usedLaneAndEmptyTurnLane_countsTheOneAndNotTheOther(AnalysisMode mode)
      throws Exception {
    List<Observation> told =
        analyse(
            "traffic.mp4",
            watched(
                mode,
                LANE_D,
                TURN_LANE,
                under("leftwards", LANE_D, Motion.ANY, Sense.ALONG),
                under("rightwards", LANE_D, Motion.ANY, Sense.AGAINST),
                under("moving", LANE_D, Motion.MOVING),
                under("standing", LANE_D, Motion.STANDING)));
    List<LaneOccupied> began = lanes(told, "d", Phase.BEGAN);
    assertThat(began).hasSizeBetween(6, 8);
    assertThat(began)
        .allSatisfy(
            one ->
                assertThat(one.images()).extracting(Image::kind).containsExactly(Image.Kind.SCENE));
    assertThat(lanes(told, "d", Phase.ENDED))
        .extracting(LaneOccupied::track)
        .containsExactlyInAnyOrderElementsOf(began.stream().map(LaneOccupied::track).toList());
    assertThat(lanes(told, "turn", Phase.BEGAN)).isEmpty();
    assertThat(lanes(told, "leftwards", Phase.BEGAN)).isEmpty();
    assertThat(lanes(told, "rightwards", Phase.BEGAN)).hasSizeBetween(6, 8);
    assertThat(lanes(told, "moving", Phase.BEGAN)).hasSizeBetween(6, 8);
    assertThat(lanes(told, "standing", Phase.BEGAN)).isEmpty();
    assertThat(faces(told)).isEmpty();
  }

  /** The same lane, where only such bodies count; the arrow is from right to left. */
  private static Lane under(String id, Lane lane, Motion motion, Sense... only) {
    Optional<Direction> arrow =
        Stream.of(only)
            .map(sense -> new Direction(new Point(0.9, 0.7), new Point(0.1, 0.7), sense))
            .findFirst();
    return new Lane(id, lane.polygon(), lane.dwell(), lane.classes(), new LaneTerms(arrow, motion));
  }

  @ParameterizedTest
  @EnumSource(names = {"ALWAYS", "AUTO"})
  void carDetection_fourCarsSeenFromAbove_areFourOccupations(AnalysisMode mode) throws Exception {
    List<Observation> told =
        analyse(
            "car-detection.mp4",
            watched(
                mode,
                EVERYWHERE,
                under("moving", EVERYWHERE, Motion.MOVING),
                under("standing", EVERYWHERE, Motion.STANDING)));
    assertThat(lanes(told, "everywhere", Phase.BEGAN)).hasSize(4);
    assertThat(lanes(told, "everywhere", Phase.ENDED)).hasSize(4);
    assertThat(lanes(told, "moving", Phase.BEGAN)).hasSize(4);
    assertThat(lanes(told, "standing", Phase.BEGAN)).isEmpty();
    assertThat(faces(told)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"ALWAYS", "AUTO"})
  void streetCamera_eightCarsComeNearer_areEightOccupations(AnalysisMode mode) throws Exception {
    // The near road only, from the line at which the truth counts them down to the picture's edge.
    Polygon road =
        new Polygon(
            List.of(
                new Point(0.31, 0.54), new Point(0.78, 0.54), new Point(1, 1), new Point(0.31, 1)));
    Lane lane = new Lane("road", road, Duration.ofMillis(400), Set.of(ObjectClass.VEHICLE));
    List<Observation> told =
        analyse(
            "street_camera.mp4",
            watched(
                mode,
                lane,
                under("moving", lane, Motion.MOVING),
                under("standing", lane, Motion.STANDING)));
    assertThat(lanes(told, "road", Phase.BEGAN)).hasSize(8);
    assertThat(lanes(told, "road", Phase.ENDED)).hasSize(8);
    assertThat(lanes(told, "moving", Phase.BEGAN)).hasSize(8);
    assertThat(lanes(told, "standing", Phase.BEGAN)).isEmpty();
    assertThat(faces(told)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"ALWAYS", "AUTO"})
  void facesAsl_tenPeopleJoinedByCuts_areTenPassings(AnalysisMode mode) throws Exception {
    List<Observation> told = analyse("faces_asl_dev.mp4", watched(mode, EVERYWHERE));
    List<FaceCaptured> faces = faces(told);
    assertThat(faces).hasSizeBetween(9, 11);
    assertThat(faces).allSatisfy(face -> assertThat(face.images()).hasSize(1));
    // All stand with their heads in the upper third; hands and the skull print are below it.
    assertThat(faces).allSatisfy(face -> assertThat(face.box().centerY()).isBetween(0.1, 0.4));
    assertThat(lanes(told)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"ALWAYS", "AUTO"})
  void walking_twoPeopleComeNearer_areTwoPassingsWithALateBestShot(AnalysisMode mode)
      throws Exception {
    List<Observation> told = analyse("face-demographics-walking.mp4", watched(mode, EVERYWHERE));
    assertThat(faces(told)).hasSize(2);
    assertThat(faces(told))
        .allSatisfy(face -> assertThat(face.mediaMicros()).isGreaterThan(1_900_000));
    assertThat(lanes(told)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"ALWAYS", "AUTO"})
  void walkingAndPause_threePeople_areThreePassings(AnalysisMode mode) throws Exception {
    List<Observation> told =
        analyse("face-demographics-walking-and-pause.mp4", watched(mode, EVERYWHERE));
    assertThat(faces(told)).hasSize(3);
    assertThat(lanes(told)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"ALWAYS", "AUTO"})
  void carPark_carAndCyclist_haveNoFace(AnalysisMode mode) throws Exception {
    List<Observation> told = analyse("person-bicycle-car-detection.mp4", watched(mode, EVERYWHERE));
    assertThat(faces(told)).isEmpty();
    assertThat(lanes(told, "everywhere", Phase.BEGAN)).hasSize(1);
  }
}
