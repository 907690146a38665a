package io.outpost.agent.upstream;

import static io.outpost.agent.outbox.TestOutbox.SINK;
import static io.outpost.agent.outbox.TestOutbox.append;
import static io.outpost.agent.outbox.TestOutbox.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.event.Event;
import io.outpost.agent.metrics.LoopProgress;
import io.outpost.agent.outbox.Outbox;
import io.outpost.agent.outbox.TestOutbox;
import io.outpost.agent.time.SystemTime;
import io.outpost.agent.upstream.DeliveryException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CourierTest {
  @TempDir Path parent;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private static LoopProgress.Loop loop() {
    return new LoopProgress(SystemTime.INSTANCE).watch("courier", Duration.ofMinutes(1));
  }

  /** Refuses so many batches, then takes all. */
  private static final class Recorder implements Sink {
    private final BlockingQueue<String> taken = new LinkedBlockingQueue<>();
    private int refusals;

    Recorder(int refusals) {
      this.refusals = refusals;
    }

    @Override
    public String name() {
      return SINK;
    }

    @Override
    public void deliver(List<Event> batch) throws IOException {
      if (refusals > 0) {
        refusals--;
        throw new DeliveryException(Reason.REFUSED, "no", new IOException("no"));
      }
      batch.forEach(event -> taken.add(event.id()));
    }

    @Override
    public void close() {
      taken.add("closed");
    }
  }

  @Test
  void run_sinkThatRefusesAtFirst_getsAllInOrderOnce() throws Exception {
    Recorder sink = new Recorder(1);
    List<String> stored = new ArrayList<>();
    try (Outbox outbox = TestOutbox.open(parent.resolve("outbox"), settings(SINK))) {
      Courier courier = new Courier(outbox, sink, loop(), registry);
      Thread thread = new Thread(courier, "courier");
      thread.start();
      for (int i = 0; i < 50; i++) {
        stored.add(append(outbox, "a").id());
      }
      for (String id : stored) {
        assertThat(sink.taken.poll(30, TimeUnit.SECONDS)).isEqualTo(id);
      }
      courier.stop();
      thread.join(30_000);

      assertThat(thread.isAlive()).isFalse();
      assertThat(sink.taken).containsExactly("closed");
      assertThat(outbox.peek(SINK, 10)).isEmpty();
    }
    assertThat(registry.get("outpost.deliveries").counter().count()).isEqualTo(50);
    assertThat(registry.get("outpost.delivery.failures").tag("reason", "refused").counter().count())
        .isEqualTo(1);
  }
}
