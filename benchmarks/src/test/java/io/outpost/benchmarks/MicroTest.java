package io.outpost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the code of each JMH benchmark once, inside this JVM: it has to work, not to be fast. */
class MicroTest {
  @Test
  void micro_eachBenchmarkRunOnce_works() throws IOException, RunnerException {
    Options once =
        new OptionsBuilder()
            .include("io\\.outpost\\.benchmarks\\.micro\\..*")
            .mode(Mode.SingleShotTime)
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .shouldFailOnError(true)
            .output(Home.target().resolve("jmh-once.log").toString())
            .build();

    Set<String> ran =
        new Runner(once)
            .run().stream()
                .map(result -> result.getParams().getBenchmark())
                .map(name -> name.replaceFirst(".*\\.(\\w+)\\.\\w+$", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));

    assertThat(ran).isEqualTo(classes());
  }

  private static Set<String> classes() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/java/io/outpost/benchmarks/micro"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Benchmark.java"))
          .map(name -> name.replace(".java", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
