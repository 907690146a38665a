package io.outpost.agent.cli;

import io.outpost.agent.config.ConfigException;
import io.outpost.agent.config.Suggestion;
import io.outpost.agent.time.SystemTime;
import io.outpost.agent.vision.model.InstalledModel;
import io.outpost.agent.vision.model.ModelFolder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes an installed detector away. */
@Command(
    name = "remove",
    description = "Remove an installed detector; refused while agent.yaml or a camera names it.")
final class ModelsRemoveCommand implements Callable<Integer> {
  private final OutpostCommand outpost;

  @Parameters(paramLabel = "NAME", description = "The detector's name.")
  private String name = "";

  @Option(names = "--force", description = "Remove it even so.")
  private boolean force;

  ModelsRemoveCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws CommandFailure, ConfigException, IOException {
    ModelFolder folder = outpost.models();
    Optional<InstalledModel> model = folder.find(name);
    if (model.isEmpty()) {
      List<String> known = folder.list().models().stream().map(one -> one.model().name()).toList();
      throw new CommandFailure(
          ExitCode.FAILED,
          "no model '%s' is installed%s".formatted(name, Suggestion.among(known, name)));
    }
    ModelUse use = ModelUse.of(outpost);
    if (!force) {
      refuseNamed(use);
    }
    folder.remove(model.get(), SystemTime.INSTANCE);
    outpost.terminal().out().println("removed model " + name);
    if (use.isByItself(name)) {
      outpost
          .terminal()
          .out()
          .println(
              "it looked for faces; from the agent's next start on another does, see 'outpost models"
                  + " list'");
    }
    return ExitCode.OK.code();
  }

  private void refuseNamed(ModelUse use) throws CommandFailure {
    if (use.isNamedByAgent(name)) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "model '%s' is named in agent.yaml under 'detectors'; take it out there first, or --force"
              .formatted(name));
    }
    List<String> cameras = use.naming(name);
    if (!cameras.isEmpty()) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "model '%s' is named by the cameras %s; choose another with 'outpost camera edit' first, or --force"
              .formatted(name, cameras));
    }
  }
}
