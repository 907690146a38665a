package io.outpost.agent.testing;

import io.outpost.agent.cli.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** {@code outpost run} in a process of its own. */
public final class AgentProcess implements AutoCloseable {
  private static final long TICK_MILLIS = 50;

  private final Process process;

  private AgentProcess(Process process) {
    this.process = process;
  }

  public static AgentProcess run(Path config) throws IOException {
    return new AgentProcess(
        JavaProcess.of(Main.class, "--config", config.toString(), "run").inheritIO().start());
  }

  /** Waits until the condition holds while the agent lives. */
  public void await(String what, Duration patience, BooleanSupplier condition)
      throws InterruptedException {
    for (long left = patience.toMillis(); !condition.getAsBoolean(); left -= TICK_MILLIS) {
      if (left <= 0) {
        throw new AssertionError("waited " + patience.toSeconds() + " s for " + what);
      }
      if (process.waitFor(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new AssertionError(
            "the agent ended with code " + process.exitValue() + " before " + what);
      }
    }
  }

  /** The vision worker it started: its only child. */
  public ProcessHandle worker() {
    return process
        .children()
        .findFirst()
        .orElseThrow(() -> new AssertionError("the agent has no worker"));
  }

  /** Whether a worker runs that is not this one. */
  public boolean hasWorkerBeside(ProcessHandle worker) {
    return process.children().anyMatch(child -> child.pid() != worker.pid());
  }

  /** {@code kill -9}, and waits until it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  /** Asks it to end as a service manager does, and gives its exit code. */
  public int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("the agent did not end within 60 s of SIGTERM");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
