package io.outpost.agent.cli;

import io.outpost.agent.AgentConfig;
import io.outpost.agent.AgentVersions;
import io.outpost.agent.Detectors;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.camera.DetectorNames;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.plan.MachineIdentity;
import io.outpost.agent.plan.PlanFile;
import io.outpost.agent.vision.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command without a subcommand, and the options that every subcommand takes. */
@Command(
    name = "outpost",
    versionProvider = Version.class,
    description = {
      "Watches cameras on the spot and forwards what happened, losing nothing.",
      "It detects and never identifies."
    },
    synopsisSubcommandLabel = "COMMAND",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  done",
      "  1  a check failed, or what was asked for is not there",
      "  2  wrong options or configuration",
      "  3  a camera's stream, a worker or the agent cannot be reached",
      "  4  an error in outpost itself; --verbose shows where",
      "  5  the box has no room for the camera",
      "",
      "First steps, in a folder of your own:",
      "  export OUTPOST_CONFIG=$PWD/station",
      "  outpost camera add gate --main rtsp://192.0.2.10/main --user admin",
      "  outpost camera test gate",
      "  outpost run"
    })
final class OutpostCommand implements Callable<Integer> {
  private static final String ENVIRONMENT = "OUTPOST_CONFIG";

  private final Terminal terminal;

  @Option(
      names = "--config",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Folder of the configuration; else $OUTPOST_CONFIG, else /etc/outpost.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show where in the program an error came from.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("unused") // picocli reads it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  @SuppressWarnings("unused") // picocli reads it
  private boolean version;

  OutpostCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws CommandFailure {
    throw new CommandFailure(ExitCode.USAGE, "no command given; see 'outpost --help'");
  }

  Terminal terminal() {
    return terminal;
  }

  boolean isVerbose() {
    return verbose;
  }

  /** The folder of the configuration; it may not exist yet. */
  Path configFolder() {
    return config
        .or(() -> Optional.ofNullable(terminal.environment().get(ENVIRONMENT)).map(Path::of))
        .orElse(AgentConfig.SYSTEM_FOLDER);
  }

  AgentConfig agentConfig() throws ConfigException, IOException {
    return AgentConfig.load(configFolder());
  }

  /** What was measured on this box. */
  PlanFile planFile() throws ConfigException, IOException {
    return new PlanFile(
        agentConfig().stateDirectory(), AgentVersions.agent(), MachineIdentity.here());
  }

  /** The detectors that are installed. */
  ModelFolder models() throws ConfigException, IOException {
    return new ModelFolder(agentConfig().stateDirectory());
  }

  CameraStore cameras() {
    return new CameraStore(
        configFolder().resolve("cameras.d"),
        (camera, shownAs) ->
            camera.detectors().equals(DetectorNames.NONE)
                ? List.of()
                : Detectors.problems(camera, shownAs, models()));
  }

  CredentialStore credentials() throws ConfigException, IOException {
    return CredentialStore.open(configFolder().resolve("credentials.yaml"));
  }
}
