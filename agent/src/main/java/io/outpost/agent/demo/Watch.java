package io.outpost.agent.demo;

import io.outpost.agent.Agent;
import io.outpost.agent.console.CameraStatus;
import io.outpost.agent.outbox.Outbox;
import io.outpost.agent.outbox.OutboxSettings;
import io.outpost.agent.outbox.QueuedEvent;
import io.outpost.agent.outbox.Tail;
import io.outpost.agent.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Reads events back from the outbox of a running agent, and tells of them. One thread. */
final class Watch {
  private static final long PAUSE_MILLIS = 200;
  private static final int EVENTS_AT_A_TIME = 64;
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);

  private final Agent agent;
  private final DemoFolder folder;
  private final DemoOptions options;
  private final Consumer<String> out;
  private final SeenEvents seen = new SeenEvents();

  Watch(Agent agent, DemoFolder folder, DemoOptions options, Consumer<String> out) {
    this.agent = agent;
    this.folder = folder;
    this.options = options;
    this.out = out;
  }

  /** Whether all was seen when it ended: when stopped, or by itself with {@code check}. */
  boolean untilDone(TimeSource time, CountDownLatch stopping)
      throws IOException, InterruptedException {
    out.accept("");
    if (options.practice().isEmpty()) {
      out.accept(
          "  waiting for the first face event and the first lane event, read from the outbox");
    } else {
      out.accept("  events of the camera appear here once it is added; Ctrl-C ends it");
    }
    OutboxSettings settings = OutboxSettings.defaults(DemoFolder.AGENT, Set.of(DemoFolder.SINK));
    Tail tail = Outbox.tail(folder.outbox(), settings, time, Integer.MAX_VALUE);
    long begin = time.nanos();
    long nextSign = SIGN_OF_LIFE.toNanos();
    boolean told = options.practice().isPresent(); // a person takes the time that it takes
    do {
      boolean complete = seen.complete();
      long spent = time.nanos() - begin;
      for (QueuedEvent queued : tail.next(EVENTS_AT_A_TIME)) {
        out.accept("  %s  %s".formatted(clock(spent), seen.note(queued.event())));
      }
      if (!complete && seen.complete()) {
        places();
      }
      if (options.check() && (seen.complete() || spent > options.limit().toNanos())) {
        break;
      }
      if (!seen.complete() && !told && spent > options.limit().toNanos()) {
        missing();
        told = true;
      }
      if (!seen.complete() && !told && spent > nextSign) {
        out.accept("  %s  waiting for %s; %s".formatted(clock(spent), wanted(), cameras()));
        nextSign += SIGN_OF_LIFE.toNanos();
      }
    } while (!stopping.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    if (options.practice().isPresent()) {
      return true;
    }
    if (!seen.complete()) {
      missing();
    }
    return seen.complete();
  }

  private void places() {
    out.accept("");
    out.accept("  seen     a face event and a lane event");
    out.accept("  events   " + folder.eventsFile());
    out.accept("  images   " + folder.images());
    out.accept("  metrics  http://127.0.0.1:" + agent.consolePort() + "/metrics");
    if (!options.check()) {
      out.accept("");
      out.accept("  goes on until Ctrl-C");
    }
  }

  private void missing() {
    out.accept("");
    out.accept(
        "  missing  %s; waited %d s; %s"
            .formatted(wanted(), options.limit().toSeconds(), cameras()));
  }

  private String wanted() {
    return String.join(" and ", seen.missing());
  }

  private String cameras() {
    StringBuilder text = new StringBuilder();
    for (CameraStatus camera : agent.cameras()) {
      text.append("camera ").append(camera.id()).append(" is ").append(camera.state());
      camera.reason().ifPresent(reason -> text.append(" (").append(reason).append(')'));
    }
    return text.isEmpty() ? "the agent has no camera" : text.toString();
  }

  private static String clock(long nanos) {
    Duration spent = Duration.ofNanos(nanos);
    return "%d:%02d".formatted(spent.toMinutes(), spent.toSecondsPart());
  }
}
