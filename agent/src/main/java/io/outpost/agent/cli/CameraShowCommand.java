package io.outpost.agent.cli;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.config.ConfigException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints one camera's file. */
@Command(name = "show", description = "Show a camera's file.")
final class CameraShowCommand implements Callable<Integer> {
  private final OutpostCommand outpost;

  @Parameters(paramLabel = "ID", description = "The camera's id.")
  private String id = "";

  @Option(names = "--json", description = "Print it as JSON, defaults included.")
  private boolean json;

  CameraShowCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws CommandFailure, ConfigException, IOException {
    Camera camera = Registered.camera(outpost, id);
    outpost
        .terminal()
        .out()
        .print(
            json
                ? CameraJson.of(camera).toPrettyString() + "\n"
                : outpost.cameras().text(camera.id()).orElse(""));
    return ExitCode.OK.code();
  }
}
