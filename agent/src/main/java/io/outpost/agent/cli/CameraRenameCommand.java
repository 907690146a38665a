package io.outpost.agent.cli;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.config.ConfigException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives a camera another id. */
@Command(
    name = "rename",
    description = {
      "Give a camera another id, and its own credentials with it.",
      "Events bear the id: those from now on come from the new one. For the name that people read,"
          + " use 'camera edit --name'."
    })
final class CameraRenameCommand implements Callable<Integer> {
  private final OutpostCommand outpost;

  @Parameters(index = "0", paramLabel = "ID", description = "The camera's id.")
  private String id = "";

  @Parameters(
      index = "1",
      paramLabel = "NEW-ID",
      converter = NameOption.class,
      description = "Its id from now on.")
  private String newId = "";

  CameraRenameCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws CommandFailure, ConfigException, IOException {
    CameraStore cameras = outpost.cameras();
    Camera before = Registered.camera(outpost, id);
    if (cameras.text(newId).isPresent()) {
      throw new CommandFailure(
          ExitCode.FAILED, "camera '" + newId + "' is registered already; choose another id");
    }
    CredentialStore credentials = outpost.credentials();
    CameraDraft draft = CameraDraft.of(before).id(newId);
    boolean own =
        before.credentials().equals(Optional.of(id))
            && CredentialUse.of(outpost).of(id).equals(List.of(id))
            && credentials.user(id).isPresent()
            && credentials.user(newId).isEmpty();
    if (own) {
      credentials.put(newId, credentials.find(id).orElseThrow());
      draft.credentials(Optional.of(newId));
    }
    cameras.write(draft.build());
    cameras.remove(id);
    if (own) {
      credentials.remove(id);
    }
    outpost.terminal().out().println("renamed camera " + id + " to " + newId);
    return ExitCode.OK.code();
  }
}
