package io.outpost.agent.restream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GopBuffer;
import io.outpost.agent.testing.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OnDemandTest {
  private final SimulatedTime time = new SimulatedTime(Instant.EPOCH);
  private final DefaultEventLoop loop = new DefaultEventLoop();
  private final LiveStream stream = new LiveStream("/yard", new GopBuffer(1 << 20));
  private final List<Publisher> started = new ArrayList<>();
  private int closed;
  private final OnDemand demand =
      new OnDemand(
          stream,
          into -> {
            started.add(into);
            return () -> closed++;
          },
          loop,
          time);

  private static final LiveStream.Viewer VIEWER =
      new LiveStream.Viewer() {
        @Override
        public void deliver(AccessUnit unit, long timestampTicks) {}

        @Override
        public void onRemoved() {}
      };

  @AfterEach
  void stop() {
    demand.close();
    var unused = loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }

  @Test
  void want_byMany_pullsOnce() {
    demand.want();
    demand.want();

    assertThat(started).hasSize(1);
  }

  @Test
  void check_whileViewed_goesOnAndLingersAfterTheLast() {
    demand.want();
    stream.join(VIEWER, Long.MAX_VALUE);
    time.advance(OnDemand.LINGER.multipliedBy(10));
    demand.check();
    stream.leave(VIEWER);

    time.advance(OnDemand.LINGER.minus(Duration.ofMillis(1)));
    demand.check();
    assertThat(closed).isZero();
    time.advance(Duration.ofMillis(1));
    demand.check();

    assertThat(closed).isOne();
  }

  @Test
  void publish_afterThePullEnded_goesNowhere() {
    demand.want();
    started.get(0).publish(Pictures.at(0, true));
    assertThat(stream.description()).isPresent();
    time.advance(OnDemand.LINGER);
    demand.check();

    started.get(0).publish(Pictures.at(40, true));

    assertThat(stream.description()).isEmpty();
    demand.want();
    started.get(1).publish(Pictures.at(0, true));
    started.get(0).interrupt();
    assertThat(stream.description()).isPresent();
  }

  @Test
  void want_afterItWasClosed_pullsNothing() {
    demand.want();

    demand.close();
    demand.want();

    assertThat(started).hasSize(1);
    assertThat(closed).isOne();
  }
}
