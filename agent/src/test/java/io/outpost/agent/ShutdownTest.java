package io.outpost.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShutdownTest {
  private final List<String> closed = new ArrayList<>();
  private final Shutdown shutdown = new Shutdown();

  @Test
  void run_onePartFails_closesAllInReverseOnce() {
    shutdown.add("first", () -> closed.add("first"));
    shutdown.add(
        "second",
        () -> {
          closed.add("second");
          throw new IOException("will not");
        });
    shutdown.add("third", () -> closed.add("third"));
    shutdown.run();
    shutdown.run();
    assertThat(closed).containsExactly("third", "second", "first");
  }
}
