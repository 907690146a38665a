package io.outpost.agent.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the process takes of the box's memory, natives included, as the kernel counts it. */
final class ResidentMemory {
  /** Linux, proc(5): a line such as {@code VmRSS: 123456 kB} among others. */
  private static final Path STATUS = Path.of("/proc/self/status");

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+) kB");

  private ResidentMemory() {}

  static void bindTo(MeterRegistry registry) {
    Gauge.builder("process.resident.memory", ResidentMemory::bytes)
        .description("Resident memory of the process, natives included")
        .baseUnit("bytes")
        .register(registry);
  }

  private static double bytes() {
    try {
      Matcher matcher = RESIDENT.matcher(Files.readString(STATUS));
      return matcher.find() ? Double.parseDouble(matcher.group(1)) * 1024 : Double.NaN;
    } catch (IOException unknown) {
      return Double.NaN; // what a gauge shows that has no value
    }
  }
}
