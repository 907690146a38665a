package io.outpost.agent.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Observation.LaneOccupied;
import io.outpost.agent.camera.AnalysisMode;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.camera.Watchfulness;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On real footage, nothing is unknown where all there is has a name, or is a shadow. */
@Tag("replay")
class UnknownBodiesIT {
  private static Footage footage;

  @BeforeAll
  static void start() throws Exception {
    footage = Footage.open();
  }

  @AfterAll
  static void stop() {
    if (footage != null) {
      footage.close();
    }
  }

  private static Camera camera(double top, double bottom) {
    Polygon strip =
        new Polygon(
            List.of(
                new Point(0, top), new Point(1, top), new Point(1, bottom), new Point(0, bottom)));
    Lane lane =
        new Lane(
            "strip",
            strip,
            Duration.ofMillis(400),
            Set.of(ObjectClass.VEHICLE, ObjectClass.UNKNOWN));
    return new CameraDraft(
            "road", new Streams(URI.create("rtsp://192.0.2.1/main"), Optional.empty()))
        .watchfulness(Watchfulness.DEFAULT.in(AnalysisMode.ALWAYS))
        .lanes(List.of(lane))
        .build();
  }

  /** The turn lane is empty; in lane D vehicles pass; from above four cars do. */
  @ParameterizedTest
  @CsvSource({
    "traffic.mp4, 0.258, 0.408",
    "traffic.mp4, 0.606, 0.822",
    "car-detection.mp4, 0.0, 1.0",
    "street_camera.mp4, 0.55, 1.0",
    "faces_asl_dev.mp4, 0.0, 1.0",
    "face-demographics-walking.mp4, 0.3, 1.0"
  })
  void clip_ofNamedBodies_tellsNothingUnknown(String clip, double top, double bottom)
      throws Exception {
    List<String> unknown = new ArrayList<>();
    for (Observation one :
        footage.analyse(clip, camera(top, bottom), Duration.ofMillis(200), picture -> {})) {
      LaneOccupied told = (LaneOccupied) one;
      if (told.objectClass() == ObjectClass.UNKNOWN && told.phase() == Phase.BEGAN) {
        unknown.add(
            "%.2f s %s for %s".formatted(told.mediaMicros() / 1e6, told.box(), told.dwell()));
      }
    }
    assertThat(unknown).isEmpty();
  }
}
