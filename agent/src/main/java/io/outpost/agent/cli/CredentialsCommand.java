package io.outpost.agent.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Groups the commands about users and passwords. */
@Command(
    name = "credentials",
    description = "Store users and passwords of cameras and brokers, by name.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "They stand in credentials.yaml, passwords sealed with the key in credentials.key; a running",
      "agent takes changes at once. No command prints a password."
    })
final class CredentialsCommand implements Callable<Integer> {
  @Override
  public Integer call() throws CommandFailure {
    throw new CommandFailure(ExitCode.USAGE, "no command given; see 'outpost credentials --help'");
  }
}
