package io.outpost.agent.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.time.CaptureTime;
import io.outpost.protocols.rtp.VideoCodec;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodedCutsTest {
  private static final int KEY_BYTES = 20_000;
  private static final long PICTURE_MICROS = 40_000;

  private final CodedCuts cuts = new CodedCuts();
  private long mediaMicros;

  private AccessUnit unit(int bytes, boolean key) {
    mediaMicros += PICTURE_MICROS;
    var time = new CaptureTime(Instant.EPOCH, CaptureTime.Source.MEDIA, Duration.ZERO);
    return new AccessUnit(VideoCodec.H264, new byte[bytes], mediaMicros, time, key, 0);
  }

  private boolean take(int bytes, boolean key) {
    cuts.take(unit(bytes, key));
    return cuts.until(mediaMicros);
  }

  /** Two seconds of pictures that are predicted well. */
  private void quiet() {
    assertThat(take(KEY_BYTES, true)).isFalse();
    for (int i = 0; i < 49; i++) {
      assertThat(take(i % 2 == 0 ? 2_000 : 3_000, false)).isFalse();
    }
  }

  @Test
  void take_pictureAsLargeAsAKeyPicture_isACutOnce() {
    quiet();
    assertThat(take(13_000, false)).isTrue();
    assertThat(take(400, false)).isFalse();
    assertThat(take(13_000, false)).as("as large as one just before").isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {9_900, 5_500})
  void take_smallerThanHalfAKeyPicture_isNone(int bytes) {
    quiet();
    assertThat(take(bytes, false)).isFalse();
  }

  @Test
  void take_somethingLargeComesIntoThePicture_isNone() {
    quiet();
    for (int bytes = 4_000; bytes < 2 * KEY_BYTES; bytes = bytes * 3 / 2) {
      assertThat(take(bytes, false)).as("%d bytes", bytes).isFalse();
    }
  }

  @Test
  void take_keyPictures_areNone() {
    quiet();
    assertThat(take(3 * KEY_BYTES, true)).isFalse();
  }

  @Test
  void take_firstPictures_areNone() {
    take(KEY_BYTES, true);
    for (int i = 0; i < 5; i++) {
      assertThat(take(i == 4 ? 15_000 : 2_000, false)).isFalse();
    }
  }

  @Test
  void take_noKeyPictureYet_isNone() {
    for (int i = 0; i < 20; i++) {
      take(2_000, false);
    }
    assertThat(take(60_000, false)).isFalse();
  }

  @Test
  void take_nothingForAWhile_nobodyKnowsWhatPicturesCost() {
    quiet();
    mediaMicros += 1_500_000;
    assertThat(take(15_000, false)).isFalse();
  }

  @Test
  void take_mediaTimeBeginsAgain_theSame() {
    quiet();
    mediaMicros = -10_000_000;
    assertThat(take(15_000, false)).isFalse();
  }

  @Test
  void until_pictureBetweenLooks_isToldAtTheNextLookOnce() {
    quiet();
    long before = mediaMicros;
    cuts.take(unit(13_000, false));
    cuts.take(unit(2_000, false));

    assertThat(cuts.until(before)).isFalse();
    assertThat(cuts.until(mediaMicros)).isTrue();
    assertThat(cuts.until(mediaMicros)).isFalse();
  }

  @Test
  void until_nobodyAskedBeforeTheConnectionWasLost_isForgotten() {
    quiet();
    cuts.take(unit(13_000, false));
    mediaMicros = -PICTURE_MICROS;
    cuts.take(unit(KEY_BYTES, true));

    assertThat(cuts.until(10_000_000)).isFalse();
  }
}
