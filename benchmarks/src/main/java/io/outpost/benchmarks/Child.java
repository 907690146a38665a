package io.outpost.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of {@code io.outpost.benchmarks.streams} in a JVM of its own; see there. */
final class Child implements AutoCloseable {
  /** What {@code agent/src/dist/bin/outpost} starts the agent with. */
  static final List<String> AGENT_FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms32m",
          "-XX:NewSize=24m",
          "-Xmx704m",
          "-Xss512k",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-UsePerfData");

  /** For what is not measured by its memory, or is to look good with it. */
  static final List<String> SMALL_FLAGS =
      List.of("-XX:+UseSerialGC", "-Xms8m", "-Xmx256m", "-XX:TieredStopAtLevel=1");

  /** {@code USER_HZ}, the same on every Linux. */
  private static final long NANOS_PER_TICK = 10_000_000;

  private static final int FIELDS_TO_UTIME = 11;

  private final Path log;
  private final Process process;
  private final BufferedReader out;
  private final Writer in;
  private final String greeting;

  private Child(Class<?> main, List<String> command) throws IOException {
    log = Home.target().resolve("child-" + main.getSimpleName() + ".log");
    process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    out = process.inputReader(StandardCharsets.UTF_8);
    in = process.outputWriter(StandardCharsets.UTF_8);
    greeting = line("its start");
  }

  /** Starts it and waits until it says {@code READY}. */
  static Child start(Class<?> main, List<String> flags, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    for (String property : List.of("outpost.benchmarks.home", "logback.configurationFile")) {
      if (System.getProperty(property) != null) {
        command.add("-D" + property + "=" + System.getProperty(property));
      }
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new Child(main, command);
  }

  /** What it said behind {@code READY}. */
  String greeting() {
    return greeting.substring("READY".length()).strip();
  }

  String ask(String command) throws IOException {
    in.write(command + "\n");
    in.flush();
    return line(command);
  }

  /** The numbers of an answer. */
  static long[] numbers(String answer) {
    String[] words = answer.replaceFirst("^OK ", "").split(" ", -1);
    long[] numbers = new long[words.length];
    for (int i = 0; i < words.length; i++) {
      numbers[i] = Long.parseLong(words[i]);
    }
    return numbers;
  }

  private String line(String to) throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the process died at " + to + "; what it said stands in " + log);
    }
    return line;
  }

  /** User and system time of all its threads until now. */
  long cpuNanos() throws IOException {
    return cpuNanos(process.toHandle());
  }

  /** The same of it and of all that it started and that still runs. */
  long treeCpuNanos() throws IOException {
    return treeCpuNanos(process.toHandle());
  }

  /** User and system time of a process and of all that it started and that still runs. */
  static long treeCpuNanos(ProcessHandle process) throws IOException {
    long nanos = cpuNanos(process);
    for (ProcessHandle started : process.descendants().toList()) {
      nanos += cpuNanos(started);
    }
    return nanos;
  }

  /** What of it the compilers of a JVM spent. */
  static long compilerNanos(ProcessHandle process) throws IOException {
    long nanos = 0;
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc/" + process.pid() + "/task"))) {
      for (Path thread : threads) {
        if (Files.readString(thread.resolve("comm")).matches("C[12] Compiler.*\\s*")) {
          nanos += cpuNanos(thread.resolve("stat"));
        }
      }
    }
    return nanos;
  }

  private static long cpuNanos(ProcessHandle process) throws IOException {
    return cpuNanos(Path.of("/proc/" + process.pid() + "/stat"));
  }

  private static long cpuNanos(Path statFile) throws IOException {
    String stat = Files.readString(statFile);
    // Behind the name in brackets, which may hold blanks: proc(5) has utime and stime next to each.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[FIELDS_TO_UTIME]) + Long.parseLong(fields[FIELDS_TO_UTIME + 1]))
        * NANOS_PER_TICK;
  }

  /** What it occupies of the machine's memory, with what it shares with others counted fully. */
  long residentBytes() throws IOException {
    return residentBytes(process.toHandle(), "VmRSS:");
  }

  /**
   * The same of any process.
   *
   * @param which {@code VmRSS:} for now, {@code VmHWM:} for the most that it ever was
   */
  static long residentBytes(ProcessHandle process, String which) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith(which)) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    throw new IOException("no " + which + " of process " + process.pid());
  }

  /** {@code STOP}, {@code CONT} or {@code KILL}. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (name.equals("KILL")) {
      process.waitFor();
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
