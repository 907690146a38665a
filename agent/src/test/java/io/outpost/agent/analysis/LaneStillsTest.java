package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.INTERVAL_MICROS;
import static io.outpost.agent.analysis.Pictures.box;
import static io.outpost.agent.analysis.Pictures.camera;
import static io.outpost.agent.analysis.Pictures.lane;
import static io.outpost.agent.analysis.Pictures.picture;
import static io.outpost.agent.analysis.Pictures.vehicle;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Image.Moment;
import io.outpost.agent.analysis.Image.Stream;
import io.outpost.agent.analysis.Observation.LaneOccupied;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Clips;
import io.outpost.agent.camera.Evidence;
import io.outpost.agent.camera.Evidence.Moments;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.FaceBlur;
import io.outpost.agent.vision.MarkedStill;
import io.outpost.agent.vision.Marks;
import io.outpost.agent.vision.Retouch;
import io.outpost.agent.vision.Still;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which stills go with the events of a lane, of which moments. */
class LaneStillsTest {
  private static final Box STANDING = box(300, 230, 120, 60);

  private final List<LaneOccupied> told = new ArrayList<>();
  private final List<Long> asked = new ArrayList<>();
  private final List<Optional<FaceBlur>> blurs = new ArrayList<>();
  private boolean gone;
  private int stillBytes = 10;

  private final Stills stills =
      new Stills() {
        @Override
        public Still face(long mediaMicros, Box area) {
          throw new AssertionError("a lane asks for no face");
        }

        @Override
        public MarkedStill scene(long mediaMicros, Retouch retouch) {
          blurs.add(retouch.blur());
          return new MarkedStill(
              Pictures.still("now " + mediaMicros, retouch.blur().isPresent()),
              retouch.marks().map(LaneStillsTest::drawn));
        }
      };

  private static Still drawn(Marks marks) {
    return new Still(marks.toString().getBytes(UTF_8), 640, 360);
  }

  private List<Image> earlier(AnalysedPicture moment, Retouch retouch) {
    blurs.add(retouch.blur());
    asked.add(moment.mediaMicros());
    return gone
        ? List.of()
        : Image.scenes(
            Stream.CLIP,
            Duration.ZERO,
            new MarkedStill(
                new Still(new byte[stillBytes], 640, 360),
                retouch.marks().map(LaneStillsTest::drawn)));
  }

  private CameraAnalysis analysis(Evidence evidence, Duration dwell) {
    Camera camera =
        CameraDraft.of(camera(Faces.DISABLED, lane("d", 218, 296, dwell)))
            .evidence(evidence)
            .build();
    return new CameraAnalysis(camera, Stream.CLIP, SharperStills.NONE, this::earlier);
  }

  /** A vehicle stands in the lane from picture 2 on for so many pictures, and is gone then. */
  private void run(CameraAnalysis analysis, int pictures) {
    for (int i = 0; i < pictures + 60; i++) {
      boolean there = i >= 2 && i < pictures + 2;
      analysis
          .analyse(
              picture(i * INTERVAL_MICROS, there ? List.of(vehicle(STANDING)) : List.of()), stills)
          .forEach(observation -> told.add((LaneOccupied) observation));
    }
  }

  private static List<Optional<Moment>> moments(LaneOccupied event) {
    return event.images().stream().map(Image::moment).toList();
  }

  @Test
  void occupation_atEntryThresholdAndLeaving_hasStillsAndMarkedCopies() {
    CameraAnalysis analysis = analysis(Evidence.DEFAULT, Duration.ofMillis(400));
    run(analysis, 12);

    assertThat(told).hasSize(2);
    LaneOccupied began = told.get(0);
    assertThat(moments(began))
        .containsExactly(
            Optional.of(Moment.THRESHOLD),
            Optional.of(Moment.THRESHOLD),
            Optional.of(Moment.ENTRY),
            Optional.of(Moment.ENTRY));
    assertThat(began.images()).extracting(Image::marked).containsExactly(false, true, false, true);
    assertThat(began.images().get(0).jpeg())
        .asString(UTF_8)
        .isEqualTo("now " + began.mediaMicros());
    assertThat(began.images().get(1).jpeg())
        .asString(UTF_8)
        .contains(began.box().toString(), "Polygon");
    LaneOccupied ended = told.get(1);
    assertThat(moments(ended))
        .containsExactly(Optional.of(Moment.LEAVING), Optional.of(Moment.LEAVING));
    assertThat(asked).containsExactly(2 * INTERVAL_MICROS, 13 * INTERVAL_MICROS);
    assertThat(ended.mediaMicros()).isEqualTo(13 * INTERVAL_MICROS);
    assertThat(analysis.stillsMissed()).isZero();
  }

  @Test
  void occupation_withoutMarks_hasStillsAlone() {
    run(analysis(new Evidence(Moments.ALL, false), Duration.ofMillis(400)), 12);

    assertThat(moments(told.get(0)))
        .containsExactly(Optional.of(Moment.THRESHOLD), Optional.of(Moment.ENTRY));
    assertThat(told.get(0).images()).noneMatch(Image::marked);
    assertThat(moments(told.get(1))).containsExactly(Optional.of(Moment.LEAVING));
  }

  @Test
  void occupation_thresholdAlone_asksForNothingEarlier() {
    run(analysis(new Evidence(Moments.THRESHOLD, false), Duration.ofMillis(400)), 12);

    assertThat(moments(told.get(0))).containsExactly(Optional.of(Moment.THRESHOLD));
    assertThat(told.get(1).images()).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void occupation_withoutStills_hasNone() {
    run(analysis(new Evidence(Moments.NONE, true), Duration.ofMillis(400)), 12);

    assertThat(told).hasSize(2).allMatch(event -> event.images().isEmpty());
    assertThat(asked).isEmpty();
  }

  @Test
  void occupation_ofWhateverMoment_showsNobodysFace() {
    run(analysis(Evidence.DEFAULT, Duration.ofMillis(400)), 12);

    assertThat(blurs).hasSize(3).containsOnly(Optional.of(FaceBlur.ALL));
    assertThat(told.get(0).images().get(0).still().facesBlurred()).isTrue();
  }

  @Test
  void occupation_facesMayBeSeen_hasStillsAsTheyAre() {
    run(analysis(new Evidence(Moments.ALL, true, false, Clips.NONE), Duration.ofMillis(400)), 12);

    assertThat(blurs).hasSize(3).containsOnly(Optional.empty());
    assertThat(told.get(0).images()).noneMatch(image -> image.still().facesBlurred());
  }

  @Test
  void passing_tooShortToBeTold_costsNoStill() {
    run(analysis(Evidence.DEFAULT, Duration.ofSeconds(20)), 20);

    assertThat(told).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void longDwell_entryIsTakenBeforeItIsGone_andToldOnce() {
    run(analysis(Evidence.DEFAULT, Duration.ofSeconds(20)), 140);

    assertThat(moments(told.get(0))).contains(Optional.of(Moment.ENTRY));
    assertThat(asked.get(0)).isEqualTo(2 * INTERVAL_MICROS);
    assertThat(asked).hasSize(2); // The other one is of its leaving.
  }

  @Test
  void longDwell_moreStandThanMayBeHeld_onlyTheFirstAreTakenBefore() {
    stillBytes = (int) LaneStills.MAX_KEPT_BYTES;
    CameraAnalysis analysis = analysis(Evidence.DEFAULT, Duration.ofSeconds(60));
    Box other = box(500, 230, 120, 60);
    for (int i = 0; i < 60; i++) {
      analysis.analyse(
          picture(i * INTERVAL_MICROS, List.of(vehicle(STANDING), vehicle(other))), stills);
    }

    assertThat(asked).hasSize(1);
  }

  @Test
  void still_thatIsGone_isCountedAndTheEventGoesWithout() {
    gone = true;
    CameraAnalysis analysis = analysis(Evidence.DEFAULT, Duration.ofMillis(400));
    run(analysis, 12);

    assertThat(moments(told.get(0)))
        .containsExactly(Optional.of(Moment.THRESHOLD), Optional.of(Moment.THRESHOLD));
    assertThat(told.get(1).images()).isEmpty();
    assertThat(analysis.stillsMissed()).isEqualTo(2);
  }
}
