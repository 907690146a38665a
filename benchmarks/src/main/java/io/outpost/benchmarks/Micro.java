package io.outpost.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * What does each step of the line cost by itself, in time and in garbage? {@code benchmarks/run
 * jmh}: all JMH benchmarks of {@code io.outpost.benchmarks.micro}. JMH's own report goes to {@code
 * target/jmh.log}.
 */
final class Micro implements Benchmark {
  private static final String PACKAGE = "io.outpost.benchmarks.micro.";

  @Override
  public void run(boolean quick, Report report) throws IOException, RunnerException {
    for (RunResult result : measure(quick, ".*")) {
      figures(result, report);
    }
  }

  /**
   * Runs the benchmarks of the package whose class and method match, each in forks of its own.
   *
   * @param which regular expression behind the package's name
   */
  static Collection<RunResult> measure(boolean quick, String which)
      throws IOException, RunnerException {
    Path log = Home.target().resolve("jmh.log");
    Files.createDirectories(log.toAbsolutePath().getParent());
    Options options =
        new OptionsBuilder()
            .include(PACKAGE.replace(".", "\\.") + which)
            .forks(quick ? 1 : 2)
            .warmupIterations(quick ? 1 : 5)
            .warmupTime(TimeValue.milliseconds(quick ? 300 : 1000))
            .measurementIterations(quick ? 2 : 5)
            .measurementTime(TimeValue.milliseconds(quick ? 300 : 1000))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .output(log.toString())
            .build();
    return new Runner(options).run();
  }

  private static void figures(RunResult result, Report report) {
    Result<?> primary = result.getPrimaryResult();
    String name = name(result);
    report.add(Figure.of(name, primary.getScore(), primary.getScoreUnit()));
    report.add(Figure.of(name + ".garbage", garbageBytes(result), "B/op"));
  }

  /** Bytes allocated an operation. */
  static double garbageBytes(RunResult result) {
    Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
    return Objects.requireNonNull(allocated, "JMH's gc profiler gave nothing").getScore();
  }

  /** {@code jmh.tracker.step} for {@code TrackerBenchmark.step}. */
  private static String name(RunResult result) {
    String rest = result.getParams().getBenchmark().substring(PACKAGE.length());
    return "jmh." + rest.replaceFirst("Benchmark\\.", ".").toLowerCase(Locale.ROOT);
  }
}
