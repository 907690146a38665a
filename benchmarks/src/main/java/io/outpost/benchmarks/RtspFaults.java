package io.outpost.benchmarks;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.Network;
import io.outpost.agent.ingest.Ingest;
import io.outpost.agent.ingest.IngestSettings;
import io.outpost.agent.ingest.RtspSource;
import io.outpost.agent.ingest.StreamFailure.Reason;
import io.outpost.agent.ingest.StreamSettings;
import io.outpost.agent.testing.FaultyLink;
import io.outpost.agent.time.SystemTime;
import io.outpost.benchmarks.Fault.Site;
import io.outpost.benchmarks.Figure.Bar;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What does the agent say when a camera or the way to it fails, and how soon do pictures flow again
 * once that is over? {@code benchmarks/run rtsp-faults}. For each fault, of the slowest of all
 * rounds:
 *
 * <ul>
 *   <li>{@code .flowing}: from the fault's end to the first picture of those that go on
 *   <li>{@code .back-off}: how much of that was the pause before an attempt
 *   <li>{@code .beyond-back-off}: the rest, which is promised to be short
 *   <li>{@code .said.REASON}: how often the agent gave this reason, in all rounds
 * </ul>
 */
final class RtspFaults implements Benchmark {
  private static final Bar BAR = Bar.atMost(3);
  private static final double NANOS = 1e-9;

  /** The shipped settings but for what is waited for until a fault is noticed. */
  private static final IngestSettings IMPATIENT =
      new IngestSettings(
          IngestSettings.DEFAULT.connectTimeout(),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          IngestSettings.DEFAULT.teardownTimeout(),
          IngestSettings.DEFAULT.firstBackOff(),
          IngestSettings.DEFAULT.maxBackOff(),
          IngestSettings.DEFAULT.maxConnecting(),
          IngestSettings.DEFAULT.maxConnectingPerHost());

  /**
   * How long things last.
   *
   * @param before pictures flow for this long before the fault
   * @param hold the fault lasts this long, longer than it takes to be noticed
   */
  private record Course(
      IngestSettings settings, int rounds, Duration before, Duration hold, long teardownMillis) {
    static final Course FULL =
        new Course(
            IngestSettings.DEFAULT, 3, Duration.ofSeconds(6), Duration.ofSeconds(15), 10_000);
    static final Course QUICK =
        new Course(IMPATIENT, 1, Duration.ofSeconds(1), Duration.ofSeconds(3), 1_000);
  }

  private record Outcome(long flowingNanos, long backOffNanos, List<Reason> said) {
    long beyondNanos() {
      return flowingNanos - backOffNanos;
    }
  }

  @Override
  public void run(boolean quick, Report report) throws Exception {
    Course course = quick ? Course.QUICK : Course.FULL;
    Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
    for (int round = 0; round < course.rounds; round++) {
      round(course)
          .forEach(
              (name, outcome) ->
                  outcomes.computeIfAbsent(name, any -> new ArrayList<>()).add(outcome));
    }
    outcomes.forEach((name, all) -> figures("rtsp-faults." + name, all).forEach(report::add));
  }

  /** All faults at one time, each on a stream of its own. */
  private static Map<String, Outcome> round(Course course) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Station> stations = new ArrayList<>();
    try (Network network = new Network(SystemTime.INSTANCE, new SimpleMeterRegistry());
        Ingest ingest = network.ingest(course.settings)) {
      Map<String, Future<Outcome>> running = new LinkedHashMap<>();
      for (Fault fault : Fault.OF_STATIONS) {
        Station own = station(stations);
        Site direct = new Site(own, Optional.empty(), "/" + fault.name());
        running.put(fault.name(), threads.submit(() -> suffer(course, fault, direct, ingest)));
      }
      Station shared = station(stations);
      for (Fault fault : Fault.ofStreams(course.teardownMillis)) {
        running.put(fault.name(), threads.submit(task(course, fault, shared, ingest)));
      }
      Map<String, Outcome> outcomes = new LinkedHashMap<>();
      for (Map.Entry<String, Future<Outcome>> each : running.entrySet()) {
        outcomes.put(each.getKey(), each.getValue().get());
      }
      return outcomes;
    } finally {
      threads.shutdownNow();
      for (Station station : stations) {
        station.close();
      }
    }
  }

  private static Station station(List<Station> all) throws Exception {
    Station station = new Station(0, Clip.STREAM, Clip.SMALL);
    all.add(station);
    return station;
  }

  private static Callable<Outcome> task(
      Course course, Fault fault, Station station, Ingest ingest) {
    return () -> {
      try (FaultyLink link = FaultyLink.to(station.port())) {
        return suffer(
            course, fault, new Site(station, Optional.of(link), "/" + fault.name()), ingest);
      }
    };
  }

  private static Outcome suffer(Course course, Fault fault, Site site, Ingest ingest)
      throws Exception {
    URI uri = URI.create("rtsp://127.0.0.1:" + site.port() + site.path());
    Watched watched = new Watched();
    StreamSettings stream = StreamSettings.of(fault.name(), uri, Optional.empty());
    RtspSource source = ingest.open(stream.over(fault.transport()), watched);
    try {
      watched.awaitFlow();
      TimeUnit.MILLISECONDS.sleep(course.before.toMillis());
      watched.begin();
      fault.begins().to(site);
      if (fault.ends() != Fault.MOMENTARY) {
        TimeUnit.MILLISECONDS.sleep(course.hold.toMillis());
        fault.ends().to(site);
      }
      watched.countFromNow();
      long flowing = watched.awaitFlow();
      return new Outcome(flowing, watched.backOffNanos(), watched.said());
    } catch (IllegalStateException e) {
      throw new IllegalStateException(fault.name() + ": " + e.getMessage(), e);
    } finally {
      source.close();
    }
  }

  private static List<Figure> figures(String name, List<Outcome> outcomes) {
    Outcome slowest = outcomes.get(0);
    Map<String, Integer> said = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      slowest = outcome.beyondNanos() > slowest.beyondNanos() ? outcome : slowest;
      outcome.said().forEach(reason -> said.merge(reason.label(), 1, Integer::sum));
    }
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of(name + ".flowing", slowest.flowingNanos() * NANOS, "s"));
    figures.add(Figure.of(name + ".back-off", slowest.backOffNanos() * NANOS, "s"));
    figures.add(
        Figure.of(name + ".beyond-back-off", slowest.beyondNanos() * NANOS, "s").withBar(BAR));
    said.forEach(
        (reason, times) ->
            figures.add(
                Figure.of(name + ".said." + reason.toLowerCase(Locale.ROOT), times, "times")));
    return figures;
  }
}
