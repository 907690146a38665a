package io.outpost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(strings = {"", "nosuch", "--quick", "decode jmh", "--verbose decode"})
  void run_wrongUsage_namesTheBenchmarksAndExitsWith2(String line) {
    int code =
        Main.run(
            List.of(line.split(" ")),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));

    assertThat(code).isEqualTo(2);
    assertThat(out.size()).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("usage: benchmarks/run NAME")
        .contains(
            "jmh, decode, ingest, rtsp-faults, rtsp-cycles, rtsp-return, scenes, "
                + "recall, cameras-per-core, busy-road, gate-path, memory, guard, plots");
  }
}
