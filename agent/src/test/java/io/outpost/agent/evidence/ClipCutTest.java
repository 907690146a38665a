package io.outpost.agent.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GroupOfPictures;
import io.outpost.agent.testing.Observations;
import io.outpost.agent.time.CaptureTime;
import io.outpost.protocols.rtp.VideoCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClipCutTest {
  private static final int UNIT_BYTES = 100;
  private static final long SECOND = 1_000_000;

  private static AccessUnit unit(long mediaMicros, boolean key) {
    CaptureTime time =
        new CaptureTime(Observations.CAPTURED, CaptureTime.Source.MEDIA, Duration.ZERO);
    return new AccessUnit(VideoCodec.H264, new byte[UNIT_BYTES], mediaMicros, time, key, 0);
  }

  /** Groups of two seconds, two pictures a second. */
  private static List<GroupOfPictures> groups(int seconds) {
    List<GroupOfPictures> groups = new ArrayList<>();
    for (int begin = 0; begin < seconds; begin += 2) {
      List<AccessUnit> units = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        units.add(unit(begin * SECOND + i * SECOND / 2, i == 0));
      }
      groups.add(new GroupOfPictures(units));
    }
    return groups;
  }

  private static Optional<ClipCut> cut(int seconds, long momentMicros, long maxBytes) {
    return ClipCut.of(groups(seconds), unit -> unit.mediaMicros() - momentMicros, maxBytes);
  }

  @Test
  void of_enoughIsKept_reachesFromTheKeyPictureBeforeToFiveSecondsAfter() {
    ClipCut cut = cut(40, 20_500_000, 1 << 20).orElseThrow();

    assertThat(cut.units().get(0).key()).isTrue();
    assertThat(cut.beginMicros()).isEqualTo(-6_500_000);
    assertThat(cut.endMicros()).isEqualTo(5_000_000);
    assertThat(cut.units()).hasSize(24);
  }

  @Test
  void of_lessIsKept_isWhatThereIs() {
    ClipCut cut = cut(6, 3_000_000, 1 << 20).orElseThrow();

    assertThat(cut.beginMicros()).isEqualTo(-3_000_000);
    assertThat(cut.endMicros()).isEqualTo(2_500_000);
  }

  @Test
  void of_tooLarge_givesUpWhatIsBeforeAndThenWhatIsAfter() {
    ClipCut shorter = cut(40, 20_500_000, 16 * UNIT_BYTES).orElseThrow();
    assertThat(shorter.beginMicros()).isEqualTo(-2_500_000);
    assertThat(shorter.endMicros()).isEqualTo(5_000_000);
    assertThat(shorter.sizeBytes()).isLessThanOrEqualTo(16 * UNIT_BYTES);

    ClipCut least = cut(40, 20_500_000, 3 * UNIT_BYTES).orElseThrow();
    assertThat(least.beginMicros()).isEqualTo(-500_000);
    assertThat(least.endMicros()).isEqualTo(500_000);
  }

  @Test
  void of_momentDoesNotFit_isNothing() {
    assertThat(cut(40, 21_500_000, 2 * UNIT_BYTES)).isEmpty();
  }

  @Test
  void of_momentThatIsNotKept_isNothing() {
    assertThat(cut(4, -1, 1 << 20)).isEmpty();
    assertThat(cut(4, 60 * SECOND, 1 << 20)).isEmpty();
    assertThat(ClipCut.of(List.of(), AccessUnit::mediaMicros, 1 << 20)).isEmpty();
  }
}
