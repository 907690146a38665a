package io.outpost.agent.cli;

import io.outpost.agent.Agent;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.time.SystemTime;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** Runs the agent until it is told to stop. */
@Command(
    name = "run",
    description = {
      "Run the agent until it gets SIGTERM or SIGINT (Ctrl-C).",
      "It takes changes in cameras.d/ as they come. The log goes to standard error."
    })
final class RunCommand implements Callable<Integer> {
  private final OutpostCommand outpost;

  RunCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws ConfigException, IOException, InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    StopSignal signal = StopSignal.install(stop::countDown);
    try {
      Agent agent = Agent.start(outpost.configFolder(), SystemTime.INSTANCE);
      try {
        stop.await();
      } finally {
        agent.close();
      }
    } finally {
      signal.done();
    }
    return ExitCode.OK.code();
  }
}
