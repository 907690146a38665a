package io.outpost.agent.cli;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.StreamUrl;
import io.outpost.agent.config.ConfigException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes a camera's file, by options or in the user's editor. */
@Command(
    name = "edit",
    description = {
      "Change a camera's file. A running agent takes the change at once.",
      "Without options it opens in $VISUAL or $EDITOR, and is only taken when it is right."
    },
    footer = {
      "",
      "Examples:",
      "  outpost camera edit gate --name \"Main gate\" --faces",
      "  outpost camera edit k412-east --remove-lane shoulder --sub rtsp://192.0.2.11/2",
      "  outpost camera edit gate"
    })
final class CameraEditCommand implements Callable<Integer> {
  private final OutpostCommand outpost;

  @Parameters(paramLabel = "ID", description = "The camera's id.")
  private String id = "";

  @Option(names = "--main", paramLabel = "URL", description = "The full picture.")
  private Optional<String> main = Optional.empty();

  @Option(names = "--sub", paramLabel = "URL", description = "The small picture; '' for none.")
  private Optional<String> sub = Optional.empty();

  @Option(
      names = "--address",
      paramLabel = "HOST",
      description = "Where the camera is now: all its URLs follow, with their ports and paths.")
  private Optional<String> address = Optional.empty();

  @Option(
      names = "--credentials",
      paramLabel = "NAME",
      description = "Name of the entry in credentials.yaml; '' for none.")
  private Optional<String> credentialsName = Optional.empty();

  @Option(
      names = "--remove-lane",
      paramLabel = "LANE",
      description = "Forget a lane; repeat for more.")
  private List<String> removedLanes = new ArrayList<>();

  @Mixin private ReceptionOptions reception = new ReceptionOptions();

  @Mixin private CameraSettings settings = new CameraSettings();

  CameraEditCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws CommandFailure, ConfigException, IOException, InterruptedException {
    CameraStore cameras = outpost.cameras();
    if (nothingGiven()) {
      return new CameraEditor(outpost, id).edit();
    }
    Camera before = Registered.camera(outpost, id);
    Camera after = edited(before);
    if (after.equals(before)) {
      outpost.terminal().out().println("nothing to change in camera " + id);
      return ExitCode.OK.code();
    }
    if (cameras.text(id).orElse("").contains("#")) {
      outpost
          .terminal()
          .err()
          .println("outpost: comments in the file of camera " + id + " were not kept");
    }
    cameras.write(after);
    outpost.terminal().out().println("changed camera " + id);
    return ExitCode.OK.code();
  }

  private boolean nothingGiven() {
    return main.isEmpty()
        && sub.isEmpty()
        && address.isEmpty()
        && credentialsName.isEmpty()
        && removedLanes.isEmpty()
        && reception.isEmpty()
        && settings.isEmpty();
  }

  private Camera edited(Camera before) throws CommandFailure, ConfigException, IOException {
    Camera there = address.isPresent() ? moved(before, address.get()) : before;
    CameraDraft draft = settings.over(CameraDraft.of(there));
    URI mainUri = there.streams().main();
    if (main.isPresent()) {
      mainUri = uri("--main", main.get());
    }
    Optional<URI> subUri = there.streams().sub();
    if (sub.isPresent()) {
      subUri = sub.get().isEmpty() ? Optional.empty() : Optional.of(uri("--sub", sub.get()));
    }
    draft.streams(reception.over(there.streams().with(mainUri, subUri)));
    if (credentialsName.isPresent()) {
      draft.credentials(known(credentialsName.get()));
    }
    if (!removedLanes.isEmpty()) {
      draft.lanes(without(draft.build()));
    }
    return draft.build();
  }

  private static Camera moved(Camera camera, String host) throws CommandFailure {
    try {
      return CameraHost.at(camera, host);
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(ExitCode.USAGE, "--address: " + wrong.getMessage());
    }
  }

  private Optional<String> known(String name) throws CommandFailure, ConfigException, IOException {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (outpost.credentials().user(name).isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--credentials: no entry '%s' in credentials.yaml; store it: outpost credentials set %s"
              .formatted(name, name));
    }
    return Optional.of(name);
  }

  private List<Lane> without(Camera camera) throws CommandFailure {
    List<Lane> kept = new ArrayList<>(camera.lanes());
    for (String lane : removedLanes) {
      if (!kept.removeIf(one -> one.id().equals(lane))) {
        throw new CommandFailure(
            ExitCode.FAILED,
            "--remove-lane: camera '%s' has no lane '%s', expected one of %s"
                .formatted(id, lane, camera.lanes().stream().map(Lane::id).toList()));
      }
    }
    return kept;
  }

  private static URI uri(String option, String text) throws CommandFailure {
    StreamUrl url = StreamOption.parse(option, text);
    if (url.credentials().isPresent()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          option
              + ": carries a user or password; store it with 'outpost credentials set' and name it"
              + " with --credentials");
    }
    return url.uri();
  }
}
