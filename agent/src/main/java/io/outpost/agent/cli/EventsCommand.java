package io.outpost.agent.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Groups the commands about events. */
@Command(
    name = "events",
    description = "Read the events that the agent keeps, and verify them.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n")
final class EventsCommand implements Callable<Integer> {
  @Override
  public Integer call() throws CommandFailure {
    throw new CommandFailure(ExitCode.USAGE, "no command given; see 'outpost events --help'");
  }
}
