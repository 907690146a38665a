package io.outpost.benchmarks.micro;

import io.outpost.agent.event.Event;
import io.outpost.agent.event.EventDraft;
import io.outpost.agent.event.EventFactory;
import io.outpost.agent.event.Versions;
import io.outpost.agent.outbox.Outbox;
import io.outpost.agent.outbox.OutboxSettings;
import io.outpost.agent.time.SystemTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does it cost to store an event with an image of 40 KB so that a power cut cannot take it,
 * alone and in company? {@code benchmarks/run jmh}. What the disk takes for a sync is in it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OutboxBenchmark {
  /** As many as one commit takes. */
  private static final int COMPANY = 20;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final EventDraft draft =
      new EventFactory("station-7", Versions.UNKNOWN)
          .draft(Observations.CAMERA, Observations.face());
  private Scratch scratch;
  private Outbox outbox;

  @Setup
  public void open() throws IOException {
    scratch = Scratch.make("outbox");
    outbox =
        Outbox.open(
            scratch.path(),
            OutboxSettings.defaults("station-7", Set.of()),
            SystemTime.INSTANCE,
            threads);
  }

  @TearDown
  public void close() throws IOException {
    outbox.close();
    threads.shutdown();
    scratch.close();
  }

  /** Each waits for the one before. */
  @Benchmark
  public Event alone() {
    return outbox.append(draft).join();
  }

  /** Per event of a commit. */
  @Benchmark
  @OperationsPerInvocation(COMPANY)
  public int together() {
    List<CompletableFuture<Event>> appended = new ArrayList<>();
    for (int i = 0; i < COMPANY; i++) {
      appended.add(outbox.append(draft));
    }
    appended.forEach(CompletableFuture::join);
    return appended.size();
  }
}
