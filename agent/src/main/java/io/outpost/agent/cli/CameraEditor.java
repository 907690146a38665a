package io.outpost.agent.cli;

import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lets a user change a camera's file in an editor; what is wrong never reaches the agent. */
final class CameraEditor {
  private static final List<String> VARIABLES = List.of("VISUAL", "EDITOR");

  private final OutpostCommand outpost;
  private final String id;

  CameraEditor(OutpostCommand outpost, String id) {
    this.outpost = outpost;
    this.id = id;
  }

  int edit() throws CommandFailure, ConfigException, IOException, InterruptedException {
    CameraStore cameras = outpost.cameras();
    Optional<String> before = cameras.text(id);
    if (before.isEmpty()) {
      Registered.camera(outpost, id); // says what there is instead
    }
    String editor = editor();
    Path draft = Files.createTempFile("camera-" + id + "-", ".yaml");
    Files.writeString(draft, before.orElse(""));
    run(editor, draft);
    String after = Files.readString(draft);
    if (after.equals(before.orElse(""))) {
      Files.delete(draft);
      outpost.terminal().out().println("nothing changed in camera " + id);
      return ExitCode.OK.code();
    }
    try {
      cameras.replace(id, after);
    } catch (ConfigException wrong) {
      List<String> problems = new ArrayList<>(wrong.problems());
      problems.add("camera " + id + " stays as it was; your text is in " + draft);
      throw new ConfigException(problems);
    }
    Files.delete(draft);
    outpost.terminal().out().println("changed camera " + id);
    return ExitCode.OK.code();
  }

  private String editor() throws CommandFailure {
    return VARIABLES.stream()
        .map(name -> outpost.terminal().environment().getOrDefault(name, ""))
        .filter(value -> !value.isBlank())
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE,
                    "nothing to change was given, and no $EDITOR is set; see 'outpost camera edit"
                        + " --help'"));
  }

  /** As git does: the variable may hold options, the file name comes behind. */
  private static void run(String editor, Path draft)
      throws CommandFailure, IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(editor.strip().split("\\s+")));
    command.add(draft.toString());
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "the editor '%s' ended with %d; nothing was changed, your text is in %s"
              .formatted(command.get(0), code, draft));
    }
  }
}
