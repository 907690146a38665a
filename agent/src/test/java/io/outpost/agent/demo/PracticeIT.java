package io.outpost.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.testing.Namespace;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PracticeIT {
  @TempDir Path folder;

  /** What the demonstration tells a person to type works as it stands there. */
  @Test
  void commandsShown_typedAsTheyStand_registerTheCamera() throws Exception {
    List<String> lines = Namespace.run(PracticeScenario.class, folder.toString());

    assertThat(lines).last().isEqualTo("the whole exercise");
  }
}
