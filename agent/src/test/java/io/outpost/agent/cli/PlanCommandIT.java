package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.plan.MeasuredPlan;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real worker: half a minute. */
class PlanCommandIT {
  @TempDir Path config;

  @Test
  void plan_registeredCameras_areReckonedByWhatThisMachineTakes() throws Exception {
    CameraStore cameras = new CameraStore(config.resolve("cameras.d"));
    cameras.write(camera("main-only", Optional.empty()));
    cameras.write(camera("with-sub", Optional.of(URI.create("rtsp://192.0.2.1/sub"))));

    CommandRun.Result result = new CommandRun(config).of("plan", "--activity", "0", "--json");

    JsonNode plan = new ObjectMapper().readTree(result.out());
    JsonNode costs = plan.path("milliseconds");
    costs.forEach(cost -> assertThat(cost.asDouble()).as(costs.toString()).isPositive());
    assertThat(costs.path("picture1080p").asDouble())
        .isGreaterThan(costs.path("picture640x360").asDouble());
    assertThat(plan.at("/cameras/count").asInt()).isEqualTo(2);
    assertThat(plan.at("/cameras/cores").asDouble()).isPositive();
    assertThat(result.code()).isEqualTo(plan.at("/cameras/fit").asBoolean() ? 0 : 1);
    assertThat(plan.path("advice").findValuesAsText("change")).contains("sub-stream");
    MeasuredPlan kept = MeasuredBox.file(config).read().orElseThrow();
    assertThat(kept.costs().large().picture()).isEqualTo(costs.path("picture1080p").asDouble());
    assertThat(kept.activity()).isZero();
  }

  private static Camera camera(String id, Optional<URI> sub) {
    return new CameraDraft(id, new Streams(URI.create("rtsp://192.0.2.1/main"), sub)).build();
  }
}
