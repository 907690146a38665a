package io.outpost.agent.cli;

import picocli.CommandLine;

/** The tree of commands. */
final class Commands {
  private Commands() {}

  static CommandLine of(OutpostCommand outpost) {
    CommandLine camera =
        new CommandLine(new CameraCommand())
            .addSubcommand(new CameraDiscoverCommand(outpost))
            .addSubcommand(new CameraDoctorCommand(outpost))
            .addSubcommand(new CameraAddCommand(outpost))
            .addSubcommand(new CameraListCommand(outpost))
            .addSubcommand(new CameraShowCommand(outpost))
            .addSubcommand(new CameraEditCommand(outpost))
            .addSubcommand(new CameraRenameCommand(outpost))
            .addSubcommand(new CameraEnableCommand.Enable(outpost))
            .addSubcommand(new CameraEnableCommand.Disable(outpost))
            .addSubcommand(new CameraRemoveCommand(outpost))
            .addSubcommand(new CameraTestCommand(outpost))
            .addSubcommand(new CameraSnapshotCommand(outpost));
    CommandLine credentials =
        new CommandLine(new CredentialsCommand())
            .addSubcommand(new CredentialsSetCommand(outpost))
            .addSubcommand(new CredentialsListCommand(outpost))
            .addSubcommand(new CredentialsRemoveCommand(outpost))
            .addSubcommand(new CredentialsSealCommand(outpost));
    CommandLine events =
        new CommandLine(new EventsCommand())
            .addSubcommand(new EventsTailCommand(outpost))
            .addSubcommand(new EventsVerifyCommand(outpost));
    CommandLine models =
        new CommandLine(new ModelsCommand())
            .addSubcommand(new ModelsListCommand(outpost))
            .addSubcommand(new ModelsInstallCommand(outpost))
            .addSubcommand(new ModelsRemoveCommand(outpost))
            .addSubcommand(new ModelsBenchCommand(outpost));
    return new CommandLine(outpost)
        .addSubcommand(new RunCommand(outpost))
        .addSubcommand(camera)
        .addSubcommand(credentials)
        .addSubcommand(events)
        .addSubcommand(models)
        .addSubcommand(new ReplayCommand(outpost))
        .addSubcommand(new EvaluateCommand(outpost))
        .addSubcommand(new PlanCommand(outpost))
        .addSubcommand(new DemoCommand(outpost))
        .addSubcommand(new CompletionCommand(outpost))
        .addSubcommand(new ManPageCommand(outpost));
  }
}
