package io.outpost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scripts see of {@code benchmarks/run}. */
class RunIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void run_decodeQuickJson_printsOneObjectALine() throws IOException, InterruptedException {
    assertThat(names(figures("decode", "--quick", "--json")))
        .contains("decode.h264-1080p.cpu", "decode.h264-640x360.cpu");
  }

  @Test
  void run_ingestQuickJson_measuresOursAndLibavformat() throws IOException, InterruptedException {
    List<JsonNode> figures = figures("ingest", "--quick", "--json");

    assertThat(names(figures))
        .contains(
            "ingest.depacketise.connection.cpu",
            "ingest.depacketise.packets.garbage",
            "ingest.20x4000k.cpu-ratio");
    assertThat(figures)
        .filteredOn(figure -> figure.get("name").textValue().endsWith("k.cpu"))
        .singleElement()
        .satisfies(
            figure -> assertThat(figure.at("/rival/name").textValue()).isEqualTo("libavformat"))
        .satisfies(figure -> assertThat(figure.get("value").doubleValue()).isPositive());
  }

  @Test
  void run_faultsQuickJson_allRecoverAndSayWhy() throws IOException, InterruptedException {
    List<String> names = names(figures("rtsp-faults", "--quick", "--json"));

    assertThat(names)
        .filteredOn(name -> name.endsWith(".beyond-back-off"))
        .hasSize(Fault.OF_STATIONS.size() + Fault.ofStreams(0).size());
    assertThat(names)
        .contains(
            "rtsp-faults.server-killed.said.connection-lost",
            "rtsp-faults.black-hole.said.stalled",
            "rtsp-faults.garbage.said.answer-malformed",
            "rtsp-faults.endless-header.said.not-rtsp",
            "rtsp-faults.trickled-bytes.said.answer-timeout",
            "rtsp-faults.teardown-every-10-s.said.session-ended");
  }

  @Test
  void run_cyclesQuickJson_leavesNothingOpen() throws IOException, InterruptedException {
    assertThat(figures("rtsp-cycles", "--quick", "--json"))
        .filteredOn(figure -> figure.get("name").textValue().matches(".*(descriptors|threads)"))
        .hasSize(2)
        .allSatisfy(figure -> assertThat(figure.get("ok").booleanValue()).isTrue());
  }

  @Test
  void run_returnQuickJson_keepsToTheBudget() throws IOException, InterruptedException {
    assertThat(figures("rtsp-return", "--quick", "--json"))
        .filteredOn(figure -> figure.get("name").textValue().matches(".*(connecting|back)"))
        .hasSize(3)
        .allSatisfy(figure -> assertThat(figure.get("ok").booleanValue()).isTrue());
  }

  @ParameterizedTest
  @CsvSource({
    "cameras-per-core, cameras-per-core.quiet.sub.eco.ratio",
    "busy-road, busy-road-shoulder.cameras",
    "gate-path, gate-path.worker.garbage",
    "memory, memory.4x768k.settled",
    "recall, recall.strict.events-day.sub.found",
    "scenes, scenes.events-day.sub.rate",
    "plots, plots.cameras-per-core",
  })
  void run_othersQuickJson_printTheirFigures(String benchmark, String figure)
      throws IOException, InterruptedException {
    assertThat(names(figures(benchmark, "--quick", "--json"))).contains(figure);
  }

  /** What a benchmark prints, each line with every key. */
  private static List<JsonNode> figures(String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("./run"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    builder.environment().put("JDK_JAVA_OPTIONS", "-Doutpost.benchmarks.once=true");
    Process run = builder.start();
    List<JsonNode> figures = new ArrayList<>();
    String printed = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    for (String line : printed.lines().toList()) {
      figures.add(JSON.readTree(line));
    }

    // 1 would be a bar that was missed: of no concern here, where nothing is timed for its value.
    assertThat(run.waitFor()).isIn(0, 1);
    assertThat(figures)
        .isNotEmpty()
        .allSatisfy(
            figure ->
                assertThat(figure.fieldNames())
                    .toIterable()
                    .containsExactly("name", "value", "unit", "bar", "rival", "ok"));
    return figures;
  }

  private static List<String> names(List<JsonNode> figures) {
    List<String> names = figures.stream().map(figure -> figure.get("name").textValue()).toList();
    assertThat(names).doesNotHaveDuplicates();
    return names;
  }
}
