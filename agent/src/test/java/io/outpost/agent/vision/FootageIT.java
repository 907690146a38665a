package io.outpost.agent.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.testing.Requires;
import io.outpost.protocols.rtp.VideoCodec;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the detectors see on real clips, against what a person saw. */
@Tag("replay")
class FootageIT {
  private static final double CLEAR = 0.75;

  /** What is below it is for trackers that know already what is there. */
  private static final double SURE = 0.4;

  private static TestWorkers test;

  @BeforeAll
  static void start() {
    Requires.shared("footage");
    test = new TestWorkers();
  }

  @AfterAll
  static void stop() {
    if (test != null) {
      test.close();
    }
  }

  @Test
  void faces_onePersonAtATime_areOneInNearlyEveryPicture() throws Exception {
    List<AnalysedPicture> pictures =
        test.watch(Requires.shared("footage/faces_asl_dev.mp4"), faces(20), 12);

    assertThat(countClear(pictures, seen -> seen == 1)).isGreaterThan(pictures.size() * 9 / 10);
    assertThat(countClear(pictures, seen -> seen > 1)).isLessThanOrEqualTo(1);
  }

  /** Those of the joins of the clip at which its coder began with no key picture. */
  @Test
  void codedCuts_clipsJoined_areToldAtTheNextLookAndNoneBeside() throws Exception {
    List<AnalysedPicture> pictures =
        test.watch(Requires.shared("footage/faces_asl_dev.mp4"), faces(20), 6);

    double[] joins = {2.567, 6.233, 13.4, 18.267, 20};
    List<Double> told = cutSeconds(pictures);
    assertThat(told).hasSize(joins.length);
    for (int i = 0; i < joins.length; i++) {
      assertThat(told.get(i)).isBetween(joins[i] - 0.01, joins[i] + 0.21);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "car-detection",
        "face-demographics-walking",
        "face-demographics-walking-and-pause",
        "person-bicycle-car-detection",
        "street_camera",
        "traffic"
      })
  void codedCuts_oneRecording_areNone(String clip) throws Exception {
    StreamSpec spec =
        bodies(TestWorkers.lane(TestWorkers.area(0, 0, 0.1, 0.1), ObjectClass.PERSON));

    assertThat(cutSeconds(test.watch(Requires.shared("footage/" + clip + ".mp4"), spec, 12)))
        .isEmpty();
  }

  private static List<Double> cutSeconds(List<AnalysedPicture> pictures) {
    return pictures.stream()
        .filter(AnalysedPicture::codedCut)
        .map(picture -> picture.mediaMicros() / 1e6)
        .toList();
  }

  @Test
  void faces_twoPeopleComingNearer_areBothSeenAtTheEnd() throws Exception {
    Path clip = Requires.shared("footage/face-demographics-walking.mp4");
    List<AnalysedPicture> pictures = test.watch(clip, faces(14), 2);
    List<AnalysedPicture> end =
        pictures.stream().filter(picture -> picture.mediaMicros() > 2_000_000).toList();

    assertThat(countClear(end, seen -> seen == 2)).isGreaterThanOrEqualTo(end.size() / 2);
    assertThat(countClear(pictures, seen -> seen > 2)).isZero();
  }

  @Test
  void vehicles_onALaneOfTraffic_areSeenAsTheyPass() throws Exception {
    StreamSpec spec =
        bodies(TestWorkers.lane(TestWorkers.area(0, 0.606, 1, 0.822), ObjectClass.VEHICLE));
    List<AnalysedPicture> pictures = test.watch(Requires.shared("footage/traffic.mp4"), spec, 12);

    // Times at which the truth has a vehicle in the middle of lane D, microseconds.
    for (long truth : new long[] {4_530_000, 6_600_000, 10_010_000, 13_280_000, 15_310_000}) {
      assertThat(pictures)
          .filteredOn(picture -> Math.abs(picture.mediaMicros() - truth) < 400_000)
          .anySatisfy(
              picture ->
                  assertThat(picture.detections())
                      .anySatisfy(
                          vehicle -> {
                            assertThat(vehicle.objectClass()).isEqualTo(ObjectClass.VEHICLE);
                            assertThat(vehicle.score()).isGreaterThan(0.5);
                            assertThat(vehicle.box().centerX()).isBetween(0.3, 0.7);
                            assertThat(vehicle.box().bottom()).isBetween(0.606, 0.83);
                          }));
    }
  }

  @Test
  void vehicles_fromStraightAbove_areSeenWhileTheyAreThere() throws Exception {
    StreamSpec spec = bodies(TestWorkers.lane(TestWorkers.area(0, 0, 1, 1), ObjectClass.VEHICLE));
    List<AnalysedPicture> pictures =
        test.watch(Requires.shared("footage/car-detection.mp4"), spec, 6);

    // The whole of a car in sight; where the exposure jumps, a few pictures are too bright to tell.
    List<AnalysedPicture> there =
        pictures.stream()
            .filter(p -> within(p, 4.8, 7.7) || within(p, 15, 18.2) || within(p, 25.8, 27.4))
            .toList();
    assertThat(there).hasSizeGreaterThan(12);
    assertThat(count(there, seen -> seen > 0)).isGreaterThanOrEqualTo(there.size() * 3L / 4);
    assertThat(pictures)
        .filteredOn(picture -> within(picture, 0, 4) || within(picture, 10, 14))
        .allSatisfy(
            picture -> assertThat(picture.detections()).noneMatch(body -> body.score() > SURE));
  }

  @Test
  void watch_twice_givesTheSame() throws Exception {
    Path clip = Requires.shared("footage/face-demographics-walking-and-pause.mp4");

    assertThat(test.watch(clip, faces(20), 3)).isEqualTo(test.watch(clip, faces(20), 3));
  }

  private static boolean within(AnalysedPicture picture, double fromSeconds, double toSeconds) {
    double seconds = picture.mediaMicros() / 1e6;
    return seconds >= fromSeconds && seconds <= toSeconds;
  }

  private static long count(List<AnalysedPicture> pictures, Predicate<Integer> wanted) {
    return pictures.stream().filter(p -> wanted.test(p.detections().size())).count();
  }

  /** By the faces that a track is believed for; what is seen less clearly only prolongs one. */
  private static long countClear(List<AnalysedPicture> pictures, Predicate<Integer> wanted) {
    return pictures.stream()
        .map(p -> p.detections().stream().filter(face -> face.score() >= CLEAR).count())
        .filter(clear -> wanted.test(clear.intValue()))
        .count();
  }

  private static StreamSpec faces(int minWidth) {
    return new StreamSpec(
        "faces", VideoCodec.H264, List.of(), new Faces(true, minWidth), List.of());
  }

  private static StreamSpec bodies(Lane lane) {
    return new StreamSpec("lane", VideoCodec.H264, List.of(), Faces.DISABLED, List.of(lane));
  }
}
