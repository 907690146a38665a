package io.outpost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.benchmarks.Figure.Bar;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Figure KEPT =
      Figure.of("a.kept", 1.01, "x").withBar(Bar.atMost(1.03)).withRival("other", 1.83);
  private static final Figure MISSED =
      Figure.of("a.missed", 84, "cameras").withBar(Bar.atLeast(85));
  private static final Figure BARE = Figure.of("a.bare", 12345.678, "us/op");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void add_asJson_isOneObjectALine() {
    Report report = report(true);

    report.add(KEPT);
    report.add(MISSED);
    report.add(BARE);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            """
            {"name":"a.kept","value":1.01,"unit":"x","bar":{"sense":"<=","limit":1.03},\
            "rival":{"name":"other","value":1.83},"ok":true}
            {"name":"a.missed","value":84.0,"unit":"cameras","bar":{"sense":">=","limit":85.0},\
            "rival":null,"ok":false}
            {"name":"a.bare","value":12345.678,"unit":"us/op","bar":null,"rival":null,"ok":true}
            """);
    assertThat(report.missed()).isEqualTo(1);
  }

  @Test
  void add_asText_saysWhetherTheBarIsMet() {
    Report report = report(false);

    report.add(KEPT);
    report.add(MISSED);

    assertThat(out.toString(StandardCharsets.UTF_8).lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "a.kept 1.010 x bar <= 1.030 ok other: 1.830",
            "a.missed 84.00 cameras bar >= 85.00 MISSED");
  }

  private Report report(boolean json) {
    return new Report(new PrintStream(out, true, StandardCharsets.UTF_8), json);
  }
}
