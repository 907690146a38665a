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
            .addSubcommand(new CameraRemoveCommand(outpost))
            .addSubcommand(new CameraTestCommand(outpost));
    CommandLine events =
        new CommandLine(new EventsCommand()).addSubcommand(new EventsTailCommand(outpost));
    return new CommandLine(outpost)
        .addSubcommand(new RunCommand(outpost))
        .addSubcommand(camera)
        .addSubcommand(events)
        .addSubcommand(new ReplayCommand(outpost))
        .addSubcommand(new DemoCommand(outpost))
        .addSubcommand(new CompletionCommand(outpost));
  }
}
