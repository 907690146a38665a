package io.outpost.agent.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Clip.Absence;
import io.outpost.agent.analysis.Image;
import io.outpost.agent.analysis.Observation.LaneOccupied;
import io.outpost.agent.analysis.Phase;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Clips;
import io.outpost.agent.camera.Evidence;
import io.outpost.agent.camera.Evidence.Moments;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GroupOfPictures;
import io.outpost.agent.testing.Observations;
import io.outpost.agent.time.CaptureTime;
import io.outpost.protocols.rtp.VideoCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When the clip of something told is due, and of which pictures it is. */
class LaneClipsTest {
  private static final Polygon AREA =
      new Polygon(List.of(new Point(0, 0), new Point(1, 0), new Point(1, 1)));

  /** The beginning that the tests tell is at a media time of one second. */
  private static final LaneOccupied BEGAN = Observations.lane(Phase.BEGAN);

  private List<GroupOfPictures> kept = groups(VideoCodec.H264, Observations.CAPTURED);

  private static Camera camera(Clips clips, Polygon... masks) {
    return CameraDraft.of(Observations.camera("gate"))
        .lanes(
            List.of(new Lane("shoulder", AREA, Duration.ofSeconds(1), Set.of(ObjectClass.VEHICLE))))
        .masks(List.of(masks))
        .evidence(new Evidence(Moments.ALL, true, true, clips))
        .build();
  }

  private static Clips clips(long maxBytes, boolean withoutMasks) {
    return new Clips(Clips.Source.ANALYSED, maxBytes, withoutMasks);
  }

  /** Ten seconds, of which the second is at the moment that is told. */
  private static List<GroupOfPictures> groups(VideoCodec codec, Instant told) {
    List<GroupOfPictures> groups = new ArrayList<>();
    for (int second = 0; second < 10; second++) {
      CaptureTime time =
          new CaptureTime(told.plusSeconds(second - 1), CaptureTime.Source.MEDIA, Duration.ZERO);
      groups.add(
          new GroupOfPictures(
              List.of(new AccessUnit(codec, new byte[10], second * 1_000_000L, time, true, 0))));
    }
    return groups;
  }

  private LaneClips lane(long maxBytes) {
    return new LaneClips(
        camera(clips(maxBytes, false)),
        List.of(new LaneClips.Source(Image.Stream.SUB, () -> kept, true)));
  }

  @Test
  void due_fiveSecondsAfterTheBeginning_isOfThePicturesAround() {
    LaneClips clips = lane(1 << 20);
    clips.told(BEGAN);
    clips.told(Observations.lane(Phase.ENDED));
    assertThat(clips.due(5_999_999)).isEmpty();

    List<LaneClips.Order> due = clips.due(6_000_000);

    assertThat(due).hasSize(1);
    ClipCut cut = due.get(0).cut().orElseThrow();
    assertThat(cut.beginMicros()).isEqualTo(-1_000_000);
    assertThat(cut.endMicros()).isEqualTo(5_000_000);
    assertThat(cut.units()).hasSize(7);
    assertThat(due.get(0).stream()).isEqualTo(Image.Stream.SUB);
    assertThat(clips.due(7_000_000)).isEmpty();
  }

  @Test
  void rest_streamIsOver_isOfWhatThereIs() {
    LaneClips clips = lane(1 << 20);
    clips.told(BEGAN);

    assertThat(clips.rest()).hasSize(1).allMatch(order -> order.cut().isPresent());
    assertThat(clips.rest()).isEmpty();
  }

  @Test
  void due_streamHasBegunAnewWithTheSameMediaTimes_isNotOfItsPictures() {
    LaneClips clips = lane(1 << 20);
    clips.told(BEGAN);
    kept = groups(VideoCodec.H264, Observations.CAPTURED.plusSeconds(60));

    List<LaneClips.Order> due = clips.due(40_000);

    assertThat(due).hasSize(1);
    assertThat(due.get(0).cut()).isEmpty();
    assertThat(due.get(0).absence()).contains(Absence.NOT_KEPT);
  }

  @Test
  void due_motionJpegOrTooLarge_saysWhy() {
    LaneClips large = lane(5);
    large.told(BEGAN);
    assertThat(large.due(6_000_000).get(0).absence()).contains(Absence.TOO_LARGE);

    kept = groups(VideoCodec.JPEG, Observations.CAPTURED);
    LaneClips jpeg = lane(1 << 20);
    jpeg.told(BEGAN);
    assertThat(jpeg.due(6_000_000).get(0).absence()).contains(Absence.CODEC);
  }

  @Test
  void due_mainStreamPreferred_isFoundByCaptureTime_elseTheAnalysedOne() {
    List<List<GroupOfPictures>> main = new ArrayList<>();
    main.add(groups(VideoCodec.H265, Observations.CAPTURED.plusMillis(40)));
    LaneClips clips =
        new LaneClips(
            camera(clips(1 << 20, false)),
            List.of(
                new LaneClips.Source(Image.Stream.MAIN, () -> main.get(0), false),
                new LaneClips.Source(Image.Stream.SUB, () -> kept, true)));
    clips.told(BEGAN);
    assertThat(clips.due(6_000_000)).as("it may come later").isEmpty();

    LaneClips.Order order = clips.due(7_000_000).get(0);
    assertThat(order.stream()).isEqualTo(Image.Stream.MAIN);
    assertThat(order.cut().orElseThrow().beginMicros()).isEqualTo(-960_000);

    main.set(0, List.of());
    clips.told(BEGAN);
    assertThat(clips.due(7_000_000).get(0).stream()).isEqualTo(Image.Stream.SUB);
  }

  @Test
  void areWanted_maskedCamera_notUnlessItsFileAllowsIt() {
    assertThat(LaneClips.areWanted(camera(Clips.NONE))).isFalse();
    assertThat(LaneClips.areWanted(camera(clips(1 << 20, false)))).isTrue();
    assertThat(LaneClips.areWanted(camera(clips(1 << 20, false), AREA))).isFalse();
    assertThat(LaneClips.areWanted(camera(clips(1 << 20, true), AREA))).isTrue();
  }
}
