package io.outpost.agent.cli;

import picocli.CommandLine;

/** The tree of commands. */
final class Commands {
  private Commands() {}

  static CommandLine of(OutpostCommand outpost) {
    CommandLine camera =
        new CommandLine(new CameraCommand())
            .addSubcommand(new CameraAddCommand(outpost))
            .addSubcommand(new CameraListCommand(outpost))
            .addSubcommand(new CameraShowCommand(outpost))
            .addSubcommand(new CameraRemoveCommand(outpost));
    return new CommandLine(outpost)
        .addSubcommand(camera)
        .addSubcommand(new CompletionCommand(outpost));
  }
}
