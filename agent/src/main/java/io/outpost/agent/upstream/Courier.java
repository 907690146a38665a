package io.outpost.agent.upstream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.outpost.agent.event.Event;
import io.outpost.agent.metrics.LoopProgress;
import io.outpost.agent.outbox.Outbox;
import io.outpost.agent.outbox.QueuedEvent;
import io.outpost.agent.time.BackOff;
import io.outpost.agent.upstream.DeliveryException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the outbox to one sink: in order, at least once. An event is acknowledged only after the
 * sink has it, so whatever happens in between, it is delivered again and under the same id.
 *
 * <p>{@link #run} is the courier's own thread; {@link #stop} may be called from any.
 */
public final class Courier implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  /** Small, so that a bad link which drops in mid-batch has little to repeat. */
  private static final int BATCH = 32;

  /** How often an idle courier, or one that pauses, shows that it lives. */
  private static final Duration ROUND = Duration.ofSeconds(1);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private final Outbox outbox;
  private final Sink sink;
  private final LoopProgress.Loop loop;
  private final BackOff backOff;
  private final Counter deliveries;
  private final MeterRegistry metrics;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private boolean failing;

  /**
   * @param loop told of every round, so that a courier that hangs is noticed
   */
  public Courier(Outbox outbox, Sink sink, LoopProgress.Loop loop, MeterRegistry metrics) {
    this.outbox = outbox;
    this.sink = sink;
    this.loop = loop;
    this.metrics = metrics;
    this.backOff = new BackOff(FIRST_PAUSE, LONGEST_PAUSE, RandomGenerator.getDefault());
    this.deliveries =
        Counter.builder("outpost.deliveries")
            .description("Events a sink has taken")
            .tag("sink", sink.name())
            .register(metrics);
    // All of them from the start, so that a rate can be computed of the first failure.
    for (Reason reason : Reason.values()) {
      failures(reason);
    }
  }

  private Counter failures(Reason reason) {
    return Counter.builder("outpost.delivery.failures")
        .description("Batches a sink did not take")
        .tag("sink", sink.name())
        .tag("reason", reason.label())
        .register(metrics);
  }

  /** Until {@link #stop}. Closes the sink at the end. */
  @Override
  public void run() {
    try {
      while (!stopped()) {
        loop.round();
        runOnce();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      loop.close();
      closeSink();
    }
  }

  /** Lets the batch that is under way finish, and ends. */
  public void stop() {
    stopping.countDown();
  }

  private boolean stopped() {
    return stopping.getCount() == 0;
  }

  private void runOnce() throws InterruptedException {
    try {
      if (!outbox.await(sink.name(), ROUND)) {
        return;
      }
      List<QueuedEvent> batch = outbox.peek(sink.name(), BATCH);
      if (batch.isEmpty()) {
        return;
      }
      sink.deliver(batch.stream().map(QueuedEvent::event).toList());
      outbox.acknowledge(sink.name(), batch.get(batch.size() - 1).position());
      deliveries.increment(batch.size());
      onDelivered(batch.get(0).event());
    } catch (DeliveryException refused) {
      onRefused(refused.reason(), refused);
    } catch (IOException refused) {
      onRefused(Reason.OTHER, refused);
    } catch (RuntimeException bug) {
      // The events are stored and the other sinks are well: this one is tried again, loudly.
      LOG.error("delivery failed sink={}", sink.name(), bug);
      onRefused(Reason.OTHER, bug);
    }
  }

  private void onDelivered(Event first) {
    backOff.reset();
    if (failing) {
      failing = false;
      LOG.info("sink takes events again sink={} firstEvent={}", sink.name(), first.id());
    }
  }

  /** Said once for each outage; the metric counts the rest. */
  private void onRefused(Reason reason, Exception refused) throws InterruptedException {
    failures(reason).increment();
    Duration pause = backOff.next();
    if (!failing) {
      failing = true;
      LOG.warn(
          "sink takes no events, they are kept sink={} retryMillis={} message=\"{}\"",
          sink.name(),
          pause.toMillis(),
          refused.getMessage());
    }
    for (long left = pause.toMillis(); left > 0 && !stopped(); left -= ROUND.toMillis()) {
      loop.round();
      if (stopping.await(Math.min(left, ROUND.toMillis()), TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  private void closeSink() {
    try {
      sink.close();
    } catch (IOException failed) {
      LOG.warn("sink did not close sink={} message=\"{}\"", sink.name(), failed.getMessage());
    }
  }
}
