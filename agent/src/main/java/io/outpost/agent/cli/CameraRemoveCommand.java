package io.outpost.agent.cli;

import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.config.ConfigException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Removes a camera's file, and its own password with it. */
@Command(
    name = "remove",
    description = {
      "Remove a camera's file.",
      "Credentials that bear the camera's name and serve no other camera go with it."
    })
final class CameraRemoveCommand implements Callable<Integer> {
  private final OutpostCommand outpost;

  @Parameters(paramLabel = "ID", description = "The camera's id.")
  private String id = "";

  CameraRemoveCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws CommandFailure, ConfigException, IOException {
    if (!outpost.cameras().remove(id)) {
      Registered.camera(outpost, id); // says what there is instead
    }
    outpost.terminal().out().println("removed camera " + id);
    CredentialStore credentials = outpost.credentials();
    if (CredentialUse.of(outpost).isFree(id) && credentials.remove(id)) {
      outpost.terminal().out().println("removed credentials " + id);
    }
    return ExitCode.OK.code();
  }
}
