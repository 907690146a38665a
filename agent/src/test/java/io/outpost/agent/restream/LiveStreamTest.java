package io.outpost.agent.restream;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GopBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveStreamTest {
  private final LiveStream stream = new LiveStream("/yard/sub", new GopBuffer(1 << 20));
  private final Seen viewer = new Seen();
  private int woken;

  private static final class Seen implements LiveStream.Viewer {
    private final List<Long> ticks = new ArrayList<>();
    private int removed;

    @Override
    public void deliver(AccessUnit unit, long timestampTicks) {
      ticks.add(timestampTicks);
    }

    @Override
    public void onRemoved() {
      removed++;
    }
  }

  @Test
  void camera_ofASubStream_isTheFirstSegment() {
    assertThat(stream.camera()).isEqualTo("yard");
    assertThat(new LiveStream("/yard", new GopBuffer(1)).camera()).isEqualTo("yard");
  }

  @Test
  void interrupt_viewerStays_timelineGoesOnAtTheNextKeyPicture() {
    stream.publish(Pictures.at(0, true));
    stream.join(viewer, Long.MAX_VALUE);
    stream.publish(Pictures.at(1_000, false));

    stream.interrupt();
    stream.publish(Pictures.at(5_000, false));
    stream.publish(Pictures.at(9_000, true));

    assertThat(viewer.removed).isZero();
    assertThat(viewer.ticks).containsExactly(0L, 90_000L, 99_000L);
  }

  @Test
  void whenDescribed_afterAnInterruption_waitsForTheNextKeyPicture() {
    stream.publish(Pictures.at(0, true));
    stream.interrupt();
    stream.whenDescribed(() -> woken++);

    assertThat(stream.description()).isEmpty();
    stream.publish(Pictures.at(40, false));
    assertThat(woken).isZero();
    stream.publish(Pictures.at(80, true));
    stream.publish(Pictures.at(120, true));

    assertThat(woken).isOne();
    assertThat(stream.description()).isPresent();
  }

  @Test
  void whenDescribed_forgotten_isNotRun() {
    Runnable waits = () -> woken++;
    stream.whenDescribed(waits);
    assertThat(stream.isWanted()).isTrue();

    stream.forget(waits);
    stream.publish(Pictures.at(0, true));

    assertThat(woken).isZero();
    assertThat(stream.isWanted()).isFalse();
  }

  @Test
  void join_groupLargerThanABurst_startsAtWhatIsPublishedNext() {
    stream.publish(Pictures.at(0, true));

    stream.join(viewer, 99);

    assertThat(viewer.ticks).isEmpty();
    stream.publish(Pictures.at(40, true));
    assertThat(viewer.ticks).hasSize(1);
  }

  @Test
  void close_viewersAndWaiting_areToldAndNobodyJoins() {
    LiveStream undescribed = new LiveStream("/gate", new GopBuffer(1 << 20));
    undescribed.whenDescribed(() -> woken++);
    undescribed.join(viewer, Long.MAX_VALUE);

    undescribed.close();
    undescribed.publish(Pictures.at(0, true));

    assertThat(woken).isOne();
    assertThat(viewer.removed).isOne();
    assertThat(viewer.ticks).isEmpty();
    assertThat(undescribed.join(viewer, Long.MAX_VALUE)).isFalse();
  }

  @Test
  void publish_manyGroups_keepsTheNewestAlone() {
    stream.publish(Pictures.at(0, true));
    long one = stream.bufferedBytes();
    for (long millis = 1_000; millis < 50_000; millis += 1_000) {
      stream.publish(Pictures.at(millis, true));
    }

    assertThat(one).isPositive();
    assertThat(stream.bufferedBytes()).isEqualTo(one);
  }
}
