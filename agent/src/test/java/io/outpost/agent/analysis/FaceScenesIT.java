package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.camera;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Observation.FaceCaptured;
import io.outpost.agent.camera.AnalysisMode;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Watchfulness;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Crowds and posters, with the real detector. */
@Tag("replay")
class FaceScenesIT {
  private static final Duration INTERVAL = Duration.ofMillis(200);

  @TempDir private Path folder;

  private static Footage footage;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    footage = Footage.open();
  }

  @AfterAll
  static void close() {
    if (footage != null) {
      footage.close();
    }
  }

  private static List<FaceCaptured> analyse(Path clip, int minWidth) throws Exception {
    Camera camera =
        CameraDraft.of(camera(new Faces(true, minWidth)))
            .watchfulness(Watchfulness.DEFAULT.in(AnalysisMode.ALWAYS))
            .build();
    return footage.analyse(clip.toString(), camera, INTERVAL, picture -> {}).stream()
        .map(FaceCaptured.class::cast)
        .toList();
  }

  /** Faces are some 70 pixels wide where one person fills a picture of 640x480. */
  @Test
  void crowd_fourPeopleAtOnce_areAllCaptured() throws Exception {
    List<FaceCaptured> told = analyse(new ComposedClips(folder).crowd(2, 640, 480), 24);

    assertThat(told.stream().filter(one -> one.phase() == Phase.ENDED)).hasSize(4);
  }

  @Test
  void poster_losesAndFinds_isToldOnce() throws Exception {
    List<FaceCaptured> told = analyse(new ComposedClips(folder).poster(60), 20);

    assertThat(told)
        .extracting(FaceCaptured::phase)
        .containsOnlyOnce(Phase.BEGAN, Phase.ENDED)
        .doesNotContain(Phase.UPDATED);
  }
}
