package io.outpost.agent.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GroupOfPictures;
import io.outpost.agent.testing.Observations;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.protocols.rtp.VideoCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RingStillsTest {
  private static AccessUnit unit(long mediaMicros, boolean key) {
    CaptureTime time =
        new CaptureTime(Observations.CAPTURED, CaptureTime.Source.MEDIA, Duration.ZERO);
    return new AccessUnit(VideoCodec.H264, new byte[1], mediaMicros, time, key, 0);
  }

  private static final List<GroupOfPictures> RING =
      List.of(
          new GroupOfPictures(List.of(unit(0, true), unit(40, false), unit(80, false))),
          new GroupOfPictures(List.of(unit(120, true), unit(200, false), unit(160, false))));

  private static Optional<List<Long>> found(long mediaMicros) {
    return RingStills.find(RING, moment(mediaMicros, Observations.CAPTURED))
        .map(group -> group.units().stream().map(AccessUnit::mediaMicros).toList());
  }

  private static AnalysedPicture moment(long mediaMicros, Instant captured) {
    CaptureTime time = new CaptureTime(captured, CaptureTime.Source.MEDIA, Duration.ZERO);
    return new AnalysedPicture(mediaMicros, time, 640, 360, 0, List.of());
  }

  @Test
  void find_sameMediaTimeOfAnotherConnection_isNothing() {
    assertThat(RingStills.find(RING, moment(40, Observations.CAPTURED.plusSeconds(60)))).isEmpty();
  }

  @Test
  void find_momentThatIsKept_isItsGroupUpToIt() {
    assertThat(found(40)).contains(List.of(0L, 40L));
    assertThat(found(120)).contains(List.of(120L));
    assertThat(found(160)).contains(List.of(120L, 200L, 160L));
  }

  @Test
  void find_momentThatIsNot_isNothing() {
    assertThat(found(41)).isEmpty();
    assertThat(found(240)).isEmpty();
  }
}
