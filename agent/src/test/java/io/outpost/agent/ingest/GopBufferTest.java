package io.outpost.agent.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.time.CaptureTime;
import io.outpost.protocols.rtp.VideoCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GopBufferTest {
  private static AccessUnit unit(int micros, boolean key, int sizeBytes) {
    CaptureTime time = new CaptureTime(Instant.EPOCH, CaptureTime.Source.MEDIA, Duration.ZERO);
    return new AccessUnit(VideoCodec.H264, new byte[sizeBytes], micros, time, key, 0);
  }

  private static List<Long> micros(List<GroupOfPictures> groups) {
    return groups.stream()
        .flatMap(group -> group.units().stream())
        .map(AccessUnit::mediaMicros)
        .toList();
  }

  @Test
  void add_beforeTheFirstKeyPicture_isNotKept() {
    GopBuffer buffer = new GopBuffer(100);

    buffer.add(unit(1, false, 10));
    buffer.add(unit(2, true, 10));

    assertThat(micros(buffer.snapshot())).containsExactly(2L);
  }

  @Test
  void add_beyondTheBound_dropsTheOldestGroupWhole() {
    GopBuffer buffer = new GopBuffer(40);

    buffer.add(unit(1, true, 10));
    buffer.add(unit(2, false, 10));
    buffer.add(unit(3, true, 10));
    buffer.add(unit(4, false, 10));
    buffer.add(unit(5, false, 1));

    assertThat(micros(buffer.snapshot())).containsExactly(3L, 4L, 5L);
    assertThat(buffer.sizeBytes()).isEqualTo(21);
    assertThat(micros(List.of(buffer.newest().orElseThrow()))).containsExactly(3L, 4L, 5L);
  }

  @Test
  void add_longEnoughAgo_isDropped_butNeverTheLastTwoGroups() {
    GopBuffer buffer = new GopBuffer(1_000, Duration.ofSeconds(5));

    for (int second = 0; second < 12; second += 2) {
      buffer.add(unit(second * 1_000_000, true, 1));
      buffer.add(unit((second + 1) * 1_000_000, false, 1));
    }
    assertThat(micros(buffer.snapshot()).get(0)).isEqualTo(4_000_000);

    buffer.add(unit(100_000_000, true, 1));
    assertThat(micros(buffer.snapshot())).containsExactly(10_000_000L, 11_000_000L, 100_000_000L);
  }

  @Test
  void add_groupLargerThanTheBound_isDroppedWithItsRest() {
    GopBuffer buffer = new GopBuffer(15);

    buffer.add(unit(1, true, 10));
    buffer.add(unit(2, false, 10));
    buffer.add(unit(3, false, 1));

    assertThat(buffer.snapshot()).isEmpty();
    assertThat(buffer.newest()).isEmpty();
    assertThat(buffer.sizeBytes()).isZero();
  }

  @Test
  void clear_startsAnew() {
    GopBuffer buffer = new GopBuffer(100);
    buffer.add(unit(1, true, 10));

    buffer.clear();
    buffer.add(unit(2, false, 10));

    assertThat(buffer.snapshot()).isEmpty();
  }

  @Test
  void add_anySequence_neverPassesTheBoundAndStartsWithAKey() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      GopBuffer buffer = new GopBuffer(1_000);
      for (int i = 0; i < 300; i++) {
        buffer.add(unit(i, random.nextInt(8) == 0, random.nextInt(200)));
        List<GroupOfPictures> groups = buffer.snapshot();
        assertThat(groups.stream().mapToLong(GroupOfPictures::sizeBytes).sum())
            .as("seed %d", seed)
            .isEqualTo(buffer.sizeBytes())
            .isLessThanOrEqualTo(1_000);
      }
    }
  }
}
