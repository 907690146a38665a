package io.outpost.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** CPU time: user and system together, in nanoseconds, of all threads of a process. */
final class Cpu {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private Cpu() {}

  /** What this JVM spends while the work runs, its compiler and collector included. */
  static long nanosOf(Callable<?> work) throws Exception {
    long before = SYSTEM.getProcessCpuTime();
    work.call();
    return SYSTEM.getProcessCpuTime() - before;
  }

  /**
   * What a program spends from its start to its end, as {@code getrusage} counts it for children:
   * bash's own {@code time} has it to the millisecond, {@code /proc} only to the hundredth.
   */
  static long nanosOf(List<String> command) throws IOException, InterruptedException {
    List<String> timed =
        new ArrayList<>(
            List.of(
                "bash",
                "-c",
                "TIMEFORMAT='cpu %3U %3S'; time \"$@\" < /dev/null > /dev/null 2>&1",
                "bash"));
    timed.addAll(command);
    Process process =
        new ProcessBuilder(timed)
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(
          "exit code "
              + process.exitValue()
              + " of "
              + String.join(" ", command)
              + "; run it by hand to see what it says");
    }
    List<String> words = List.of(said.strip().split(" "));
    double seconds = Double.parseDouble(words.get(1)) + Double.parseDouble(words.get(2));
    return Math.round(seconds * 1e9);
  }
}
