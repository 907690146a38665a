package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.testing.Namespace;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StationIT {
  @TempDir Path folder;

  /** From "there are cameras on this switch" to "all registered, all streaming". */
  @Test
  void station_ofFiveCameras_isDiscoveredRegisteredAndFollowed() throws Exception {
    List<String> lines = Namespace.run(StationScenario.class, folder.toString());

    assertThat(lines).last().isEqualTo("the whole station");
    assertThat(lines).noneMatch(line -> line.contains("c4nary"));
  }
}
