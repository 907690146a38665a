package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.testing.NetworkNamespace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StationIT {
  @TempDir Path folder;

  /** From "there are cameras on this switch" to "all registered, all streaming". */
  @Test
  void station_ofFiveCameras_isDiscoveredRegisteredAndFollowed() throws Exception {
    NetworkNamespace.Result result = NetworkNamespace.run(StationScenario.class, folder.toString());

    assertThat(result.code()).as(result.output()).isZero();
    assertThat(result.output()).endsWith("the whole station\n").doesNotContain("c4nary");
  }
}
