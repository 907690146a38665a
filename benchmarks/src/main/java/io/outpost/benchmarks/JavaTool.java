package io.outpost.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Asks a running Java program what it allocated and how often it collected, through the JDK's
 * {@code jcmd}: as it was started, without an option or an agent that it is not shipped with.
 */
final class JavaTool {
  /** A thread's line: its name, and what it allocated, in three digits or more. */
  private static final Pattern THREAD =
      Pattern.compile("^\"(.+)\" .* allocated=(\\d+)([BKMG]) ", Pattern.MULTILINE);

  /** What answers us. */
  private static final String LISTENER = "Attach Listener";

  private final ProcessHandle process;
  private final Path log;

  /** From now on its collections are counted. */
  JavaTool(ProcessHandle process) throws IOException, InterruptedException {
    this.process = process;
    this.log = Home.target().resolve("gc-" + process.pid() + ".log").toAbsolutePath();
    Files.deleteIfExists(log);
    ask("VM.log", "output=" + log, "what=gc=info");
  }

  /** By all threads that live, since they began. */
  long allocatedBytes() throws IOException, InterruptedException {
    return allocatedBytes(ask("Thread.print", "-e"));
  }

  static long allocatedBytes(String threads) {
    long sum = 0;
    for (Matcher line = THREAD.matcher(threads); line.find(); ) {
      if (!line.group(1).equals(LISTENER)) {
        sum += Long.parseLong(line.group(2)) << ("BKMG".indexOf(line.group(3)) * 10);
      }
    }
    return sum;
  }

  /** Since this was made. */
  int collections() throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return Math.toIntExact(lines.filter(line -> line.contains("Pause")).count());
    }
  }

  private String ask(String... command) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    line.add(Long.toString(process.pid()));
    line.addAll(List.of(command));
    Process asked = new ProcessBuilder(line).redirectErrorStream(true).start();
    String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (asked.waitFor() != 0) {
      throw new IOException(String.join(" ", line) + " said: " + answer);
    }
    return answer;
  }
}
