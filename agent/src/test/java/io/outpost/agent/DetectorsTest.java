package io.outpost.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.Observation;
import io.outpost.agent.analysis.Phase;
import io.outpost.agent.event.EventFactory;
import io.outpost.agent.event.Incarnation;
import io.outpost.agent.event.Versions;
import io.outpost.agent.testing.Observations;
import org.junit.jupiter.api.Test;

/** What events say of the detectors. */
class DetectorsTest {
  private static final EventFactory FACTORY =
      new EventFactory(
          "station-7",
          Versions.UNKNOWN,
          (camera, type) -> Detectors.kind(type).stream().map(DetectorsTest::named).toList());

  @Test
  void models_ofAnEvent_areThoseThatLookedForIt() {
    assertThat(json(Observations.face())).contains("\"models\":[{\"name\":\"FACE\"");
    assertThat(json(Observations.lane(Phase.BEGAN))).contains("\"models\":[{\"name\":\"BODY\"");
  }

  private static Versions.Model named(Enum<?> kind) {
    return new Versions.Model(kind.name(), "1");
  }

  private static String json(Observation observation) {
    return new String(
        FACTORY
            .draft(Observations.camera("gate"), observation)
            .number(new Incarnation("00ff00ff00ff00ff"), 1)
            .json(),
        UTF_8);
  }
}
