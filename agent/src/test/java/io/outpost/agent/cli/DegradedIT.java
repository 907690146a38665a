package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.testing.Degradation;
import io.outpost.agent.testing.SharedTruth;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short form of {@link DegradedFootage}: the clip that tells most, where it is worst. */
@Tag("replay")
class DegradedIT {
  private static final String CLIP = "traffic";

  /** Another ffmpeg encodes otherwise. */
  private static final double ALLOWED = 0.1;

  @TempDir Path config;
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"NOISE", "LOW_LIGHT"})
  void evaluate_worsePictures_scoreAboutAsRecorded(Degradation degradation) throws Exception {
    SharedTruth.convert(folder.resolve("all"));
    Path truth = Files.createDirectories(folder.resolve("truth"));
    String name = CLIP + ".truth.json";
    Files.copy(folder.resolve("all").resolve(name), truth.resolve(name));
    degradation.convert(truth, folder.resolve("worse"));

    CommandRun.Result result =
        new CommandRun(config)
            .of("evaluate", "--once", "--json", "--truth", folder.resolve("worse").toString());

    assertThat(result.code()).as(result.err()).isZero();
    JsonNode now = new ObjectMapper().readTree(result.out()).at("/total/scores");
    JsonNode recorded = DegradedFootage.recorded().path(degradation.label()).path(CLIP);
    for (String share : new String[] {"lanePrecision", "laneRecall"}) {
      assertThat(now.path(share).asDouble())
          .as(share)
          .isGreaterThanOrEqualTo(recorded.path(share).asDouble(2) - ALLOWED);
    }
    assertThat(now.path("facesFalse").asInt()).isZero();
  }
}
