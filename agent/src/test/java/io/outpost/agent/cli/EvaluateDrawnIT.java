package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.demo.DrawnClip;
import io.outpost.agent.vision.TestWorkers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command on the drawn scene: what is seen in it was decided, not marked. */
@Tag("replay")
class EvaluateDrawnIT {
  /** A car pulls onto the shoulder, stands there and drives away; later somebody walks past. */
  private static final String TRUTH =
      """
      version: 1
      clip: drawn.mp4
      faces: {enabled: true, minWidth: 40}
      lanes:
        - id: shoulder
          polygon: [[0, 0.665], [1, 0.665], [1, 0.835], [0, 0.835]]
          dwell: 1s
          classes: [vehicle]
      tolerance: 1
      expect:
        lanes: [{lane: shoulder, from: 1.5, class: vehicle}]
        faces: [{from: 14.5, to: 22.5}]
        counts: [{events: lanes, least: 1, most: 1}]
      """;

  @TempDir static Path folder;

  @BeforeAll
  static void draw() throws IOException {
    try (TestWorkers test = new TestWorkers()) {
      Files.write(folder.resolve("drawn.mp4"), test.workers().mux(DrawnClip.make(test.workers())));
    }
    Files.writeString(folder.resolve("drawn.truth.yaml"), TRUTH);
  }

  @Test
  void evaluate_drawnScene_findsTheCarAndThePersonTwiceTheSame() throws IOException {
    Path report = folder.resolve("report.html");
    Path out = folder.resolve("out");

    CommandRun.Result result =
        evaluate("--json", "--report", report.toString(), "--out", out.toString());

    assertThat(result.code()).as(result.err()).isZero();
    JsonNode scores = new ObjectMapper().readTree(result.out()).at("/clips/drawn/scores");
    assertThat(scores.path("lanePrecision").asDouble()).isEqualTo(1);
    assertThat(scores.path("laneRecall").asDouble()).isEqualTo(1);
    assertThat(scores.path("laneStartWorstSeconds").asDouble(9)).isLessThan(1);
    assertThat(scores.path("facesCaptured").asInt()).isEqualTo(1);
    assertThat(scores.path("facesFalse").asInt(-1)).isZero();
    assertThat(scores.path("countsWrong").asInt(-1)).isZero();
    assertThat(scores.path("runsDifferent").asInt(-1)).isZero();
    assertThat(out.resolve("drawn/events.jsonl")).isNotEmptyFile();
    assertThat(Files.readString(report))
        .contains(
            "<h2>drawn</h2>", "<figure class=\"scene right\">", "<figure class=\"crop right\">");
  }

  @Test
  void evaluate_lessThanRecorded_saysWhatAndFails() throws IOException {
    Path recorded = folder.resolve("scores.json");
    Files.writeString(
        recorded,
        """
        {"version": 1, "clips": {"drawn": {"scores": {"laneRecall": 1, "facesCaptured": 2}},
         "lost": {"scores": {}}}, "total": {"scores": {"runsDifferent": 0}}}
        """);

    CommandRun.Result result = evaluate("--once", "--minimum", recorded.toString());

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .contains(
            "outpost: lost: is recorded, and has no file of truth\n",
            "outpost: drawn: facesCaptured is 1, recorded is 2\n")
        .doesNotContain("laneRecall", "runsDifferent");
    assertThat(result.out()).contains("PRECISION", "drawn", "all clips");
  }

  private static CommandRun.Result evaluate(String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "evaluate";
    arguments[1] = "--truth";
    arguments[2] = folder.toString();
    System.arraycopy(options, 0, arguments, 3, options.length);
    return new CommandRun(folder).of(arguments);
  }
}
