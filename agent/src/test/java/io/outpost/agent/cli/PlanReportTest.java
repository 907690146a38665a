package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.outpost.agent.gate.GateMode.Watch;
import io.outpost.agent.plan.Capacity;
import io.outpost.agent.plan.Costs;
import io.outpost.agent.plan.PlannedCamera;
import io.outpost.agent.plan.PlannedStream;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanReportTest {
  private static final Costs COSTS =
      new Costs(new Costs.Size(1920 * 1080, 4, 8), new Costs.Size(640 * 360, 0.5, 1), 0.2, 10, 5);
  private static final Capacity BOX = new Capacity(2, 8L << 30);

  @TempDir Path config;

  private static PlanReport report(int count, Watch watch) {
    PlannedCamera camera = new PlannedCamera(PlannedStream.MAIN, watch, 0.1, true, true);
    return new PlanReport(BOX, COSTS, Collections.nCopies(count, camera), 0.1);
  }

  private static List<String> printed(PlanReport report) {
    StringWriter out = new StringWriter();
    report.print(
        new Terminal(
            new PrintWriter(out),
            new PrintWriter(new StringWriter()),
            new ByteArrayInputStream(new byte[0]),
            prompt -> Optional.empty(),
            prompt -> Optional.empty(),
            false,
            Map.of()));
    return out.toString().lines().toList();
  }

  @Test
  void print_camerasThatFit_saysSoAndWhatRunsShortNext() {
    assertThat(printed(report(4, Watch.ECO)))
        .contains(
            "box: 2 cores, 8.0 GiB",
            "4 cameras take 6 % of the cores and 1 % of the memory that may be used")
        .contains("verdict: they fit; what runs short next: cores, for decoding")
        .anyMatch(line -> line.matches("1920x1080  eco +\\d+ +\\d+ +\\d+ +\\w+"))
        .anyMatch(line -> line.matches("640x360 +always +18 +18 +18 +detectors"));
  }

  @Test
  void print_camerasThatDoNotFit_saysWhatIsShortAndWhatToChange() {
    assertThat(printed(report(40, Watch.STRICT)))
        .contains("verdict: they do not fit; what is short: cores, for decoding")
        .anyMatch(line -> line.startsWith("  give them a sub-stream of 640x360: "))
        .anyMatch(line -> line.startsWith("  watch them in eco mode"));
  }

  @Test
  void print_noCamera_saysHowToAssumeSome() {
    assertThat(printed(report(0, Watch.ECO)))
        .last()
        .isEqualTo("no camera is registered; assume some: outpost plan --cameras 16");
  }

  @Test
  void json_camerasThatDoNotFit_tellsTheSame() {
    JsonNode json = report(40, Watch.STRICT).json();

    assertThat(json.at("/cameras/fit").asBoolean()).isFalse();
    assertThat(json.at("/cameras/binds").asText()).isEqualTo("decoding");
    assertThat(json.path("fits")).hasSize(2 * 3 * 3);
    assertThat(json.path("advice").findValuesAsText("change")).contains("sub-stream", "eco");
  }

  @ParameterizedTest
  @CsvSource({
    "--resolution, big, is no resolution",
    "--cameras, -1, expected --cameras of 0 or more",
    "--activity, 101, --activity of 0 to 100",
    "--bitrate, 0, --bitrate of more than 0",
  })
  void options_outOfBounds_areRefusedBeforeAnythingIsMeasured(
      String option, String value, String refusal) {
    CommandRun.Result result = new CommandRun(config).of("plan", option, value);

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(result.err()).contains(refusal);
  }
}
