package io.outpost.agent.cli;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.config.ConfigException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Has cameras pulled, or not, and leaves them registered. */
final class CameraEnableCommand {
  private CameraEnableCommand() {}

  /** {@code outpost camera enable}. */
  @Command(name = "enable", description = "Pull cameras again that were disabled.")
  static final class Enable implements Callable<Integer> {
    private final OutpostCommand outpost;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Cameras, by id.")
    private List<String> ids = List.of();

    Enable(OutpostCommand outpost) {
      this.outpost = outpost;
    }

    @Override
    public Integer call() throws CommandFailure, ConfigException, IOException {
      return set(outpost, ids, true);
    }
  }

  /** {@code outpost camera disable}. */
  @Command(
      name = "disable",
      description = "Leave cameras registered, but do not pull them: for work at the camera.")
  static final class Disable implements Callable<Integer> {
    private final OutpostCommand outpost;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "Cameras, by id.")
    private List<String> ids = List.of();

    Disable(OutpostCommand outpost) {
      this.outpost = outpost;
    }

    @Override
    public Integer call() throws CommandFailure, ConfigException, IOException {
      return set(outpost, ids, false);
    }
  }

  private static int set(OutpostCommand outpost, List<String> ids, boolean enabled)
      throws CommandFailure, ConfigException, IOException {
    for (String id : ids) {
      Registered.camera(outpost, id); // all of them, before the first is changed
    }
    for (String id : ids) {
      Camera camera = Registered.camera(outpost, id);
      String word = enabled ? "enabled" : "disabled";
      if (camera.enabled() == enabled) {
        outpost.terminal().out().println("camera " + id + " is " + word + " already");
        continue;
      }
      outpost.cameras().write(CameraDraft.of(camera).enabled(enabled).build());
      outpost.terminal().out().println(enabled ? "enabled camera " + id : "disabled camera " + id);
    }
    return ExitCode.OK.code();
  }
}
