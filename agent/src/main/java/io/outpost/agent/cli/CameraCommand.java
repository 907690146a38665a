package io.outpost.agent.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Groups the commands about cameras. */
@Command(
    name = "camera",
    description = "Register, list and test cameras.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {"", "Each camera is a file in cameras.d/, which may be edited by hand as well."})
final class CameraCommand implements Callable<Integer> {
  @Override
  public Integer call() throws CommandFailure {
    throw new CommandFailure(ExitCode.USAGE, "no command given; see 'outpost camera --help'");
  }
}
