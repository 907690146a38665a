package io.outpost.agent.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Groups the commands about detectors. */
@Command(
    name = "models",
    description = "Install detectors beside the built-in ones, and compare them on this box.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Which one is used stands in agent.yaml or a camera's file: detectors: {faces: NAME, bodies: NAME}"
    })
final class ModelsCommand implements Callable<Integer> {
  @Override
  public Integer call() throws CommandFailure {
    throw new CommandFailure(ExitCode.USAGE, "no command given; see 'outpost models --help'");
  }
}
