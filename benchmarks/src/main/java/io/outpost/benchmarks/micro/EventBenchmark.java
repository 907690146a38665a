package io.outpost.benchmarks.micro;

import io.outpost.agent.analysis.Observation;
import io.outpost.agent.event.Event;
import io.outpost.agent.event.EventFactory;
import io.outpost.agent.event.Incarnation;
import io.outpost.agent.event.Versions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What does it cost to turn an observation into a CloudEvent, the hash of its image included?
 * {@code benchmarks/run jmh}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EventBenchmark {
  private final EventFactory factory =
      new EventFactory(
          "station-7", new Versions("1.0", List.of(new Versions.Model("blazeface", "1.0.0"))));
  private final Incarnation incarnation = new Incarnation("0123456789abcdef");
  private final Observation lane = Observations.lane();
  private final Observation face = Observations.face();
  private long sequence;

  /** Without an image. */
  @Benchmark
  public Event lane() {
    return event(lane);
  }

  /** With an image of 40 KB. */
  @Benchmark
  public Event face() {
    return event(face);
  }

  private Event event(Observation observation) {
    return factory.draft(Observations.CAMERA, observation).number(incarnation, ++sequence);
  }
}
