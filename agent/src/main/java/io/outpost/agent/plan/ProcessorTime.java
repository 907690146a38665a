package io.outpost.agent.plan;

import java.time.Duration;
import java.util.stream.Stream;

/** Of this process and its children, as the system counts it. */
final class ProcessorTime {
  private ProcessorTime() {}

  static Duration spent() {
    ProcessHandle self = ProcessHandle.current();
    return Stream.concat(Stream.of(self), self.descendants())
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
