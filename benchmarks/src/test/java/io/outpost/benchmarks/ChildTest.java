package io.outpost.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildTest {
  @Test
  void agentFlags_areThoseOfTheStartScript() throws IOException {
    String script = Files.readString(Path.of("../agent/src/dist/bin/outpost"));
    List<String> words = Arrays.asList(script.split("[\\s\"]+", -1));

    assertThat(words).containsAll(Child.AGENT_FLAGS);
    assertThat(words.stream().filter(word -> word.startsWith("-XX:")))
        .allSatisfy(
            flag ->
                assertThat(Child.AGENT_FLAGS.contains(flag) || flag.contains("TieredStopAtLevel"))
                    .as(flag)
                    .isTrue());
  }
}
