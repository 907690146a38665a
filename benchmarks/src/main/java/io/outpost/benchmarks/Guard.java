package io.outpost.benchmarks;

import io.outpost.benchmarks.Recorded.Guarded;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Did a ratio become worse? Runs the short form of each benchmark that has a ratio in {@code
 * recorded/guard.json}; one that is worse by more than 15 % is measured once more, for a machine
 * that does other things as well deserves a second chance. {@code benchmarks/run guard}; {@code
 * --record} writes down what is measured instead.
 *
 * <p>Only what was measured in turns with its rival, in CPU time, or does not depend on time at
 * all, can be guarded.
 */
final class Guard implements Benchmark {
  private final Map<String, Benchmark> benchmarks;
  private final boolean recording;

  Guard(Map<String, Benchmark> benchmarks, boolean recording) {
    this.benchmarks = benchmarks;
    this.recording = recording;
  }

  @Override
  public void run(boolean quick, Report report) throws Exception {
    List<Guarded> all = Recorded.guarded();
    List<Figure> figures = compared(all);
    if (recording) {
      List<Guarded> now = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        Guarded one = all.get(i);
        double value = figures.get(i).value();
        now.add(new Guarded(one.benchmark(), one.name(), value, one.sense()));
        report.add(Figure.of(one.name(), value, figures.get(i).unit()));
      }
      Recorded.write(now);
      return;
    }
    figures.forEach(report::add);
  }

  /** One figure for each, in the same order, its bar 15 % from what is recorded. */
  List<Figure> compared(List<Guarded> all) throws Exception {
    Map<String, Figure> measured = measure(all);
    if (!recording) {
      List<Guarded> failed = all.stream().filter(one -> !judged(one, measured).ok()).toList();
      Map<String, Figure> again = measure(failed);
      failed.forEach(one -> measured.put(one.name(), again.get(one.name())));
    }
    return all.stream().map(one -> judged(one, measured)).toList();
  }

  private static Figure judged(Guarded one, Map<String, Figure> measured) {
    Figure figure = measured.get(one.name());
    if (figure == null) {
      throw new IllegalStateException(
          "benchmarks/run " + one.benchmark() + " --quick has no figure " + one.name());
    }
    return Figure.of(one.name(), figure.value(), figure.unit()).withBar(one.bar());
  }

  /** What the short forms of their benchmarks print. */
  private Map<String, Figure> measure(List<Guarded> wanted) throws Exception {
    Map<String, List<Guarded>> byBenchmark =
        wanted.stream()
            .collect(
                Collectors.groupingBy(Guarded::benchmark, LinkedHashMap::new, Collectors.toList()));
    Map<String, Figure> measured = new HashMap<>();
    for (String name : byBenchmark.keySet()) {
      Benchmark benchmark = benchmarks.get(name);
      if (benchmark == null) {
        throw new Unavailable("recorded/guard.json names a benchmark " + name + ", which is none");
      }
      PrintStream nowhere =
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
      Report silent = new Report(nowhere, true);
      benchmark.run(true, silent);
      silent.figures().forEach(figure -> measured.put(figure.name(), figure));
    }
    return measured;
  }
}
