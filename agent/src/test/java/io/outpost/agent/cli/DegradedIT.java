package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.testing.Degradation;
import io.outpost.agent.testing.SharedTruth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The short form of {@link DegradedFootage}: the clips that tell most, where they are worst. */
@Tag("replay")
class DegradedIT {
  /** Another ffmpeg encodes otherwise. */
  private static final double ALLOWED = 0.1;

  @TempDir Path config;
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"NOISE, traffic", "LOW_LIGHT, traffic", "NOISE, face-demographics-walking-and-pause"})
  void evaluate_worsePictures_scoreAboutAsRecorded(Degradation degradation, String clip)
      throws Exception {
    SharedTruth.convert(folder.resolve("all"));
    Path truth = Files.createDirectories(folder.resolve("truth"));
    String name = clip + ".truth.json";
    Files.copy(folder.resolve("all").resolve(name), truth.resolve(name));
    degradation.convert(truth, folder.resolve("worse"));

    CommandRun.Result result =
        new CommandRun(config)
            .of("evaluate", "--once", "--json", "--truth", folder.resolve("worse").toString());

    assertThat(result.code()).as(result.err()).isZero();
    JsonNode now = new ObjectMapper().readTree(result.out()).at("/total/scores");
    JsonNode recorded = DegradedFootage.recorded().path(degradation.label()).path(clip);
    assertThat(recorded.isObject()).as("recorded of " + clip).isTrue();
    for (String share : List.of("lanePrecision", "laneRecall")) {
      assertThat(now.has(share)).as(share).isEqualTo(recorded.has(share));
      assertThat(now.path(share).asDouble())
          .as(share)
          .isGreaterThanOrEqualTo(recorded.path(share).asDouble() - ALLOWED);
    }
    if (recorded.path("facesCaptured").asInt() > 0) {
      assertThat(DegradedFootage.captured(now))
          .as("people captured")
          .isGreaterThanOrEqualTo(DegradedFootage.captured(recorded) - ALLOWED);
    }
    assertThat(now.path("facesFalse").asInt()).isZero();
  }
}
