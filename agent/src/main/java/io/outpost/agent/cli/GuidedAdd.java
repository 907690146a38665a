package io.outpost.agent.cli;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import io.outpost.agent.onvif.DiscoveredDevice;
import io.outpost.agent.onvif.Discovery;
import io.outpost.agent.time.SystemTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Registers a camera with somebody at the keyboard: finds it, asks for the rest, shows it, adds.
 */
final class GuidedAdd {
  private final OutpostCommand outpost;
  private final CameraSettings settings;
  private final ReceptionOptions reception;
  private final boolean force;

  GuidedAdd(
      OutpostCommand outpost, CameraSettings settings, ReceptionOptions reception, boolean force) {
    this.outpost = outpost;
    this.settings = settings;
    this.reception = reception;
    this.force = force;
  }

  /**
   * Asks until a camera was added.
   *
   * @param given id, or empty to ask for it
   */
  int run(String given) throws Exception {
    String address = address();
    String user = ask("User (empty for none)", "admin");
    Optional<Credentials> credentials = Optional.empty();
    if (!user.isEmpty()) {
      String password =
          outpost
              .terminal()
              .passwordPrompt()
              .apply("Password of " + user + ": ")
              .orElseThrow(() -> new CommandFailure(ExitCode.USAGE, "no password was typed"));
      credentials = Optional.of(new Credentials(user, new Secret(password)));
    }
    Optional<Credentials> with = credentials;
    FoundCamera found;
    try (CameraLookup lookup = new CameraLookup()) {
      found =
          new Progress(outpost.terminal())
              .during("asking the camera at " + address, () -> lookup.find(address, with));
    }
    say("main: " + found.streams().main());
    found.streams().sub().ifPresent(sub -> say("sub:  " + sub));
    String id = given.isEmpty() ? id(found) : given;
    if (outpost.cameras().text(id).isPresent()) {
      throw new CommandFailure(ExitCode.FAILED, "camera '" + id + "' is registered already");
    }
    CameraDraft draft = found.draft(id).streams(reception.over(found.streams()));
    draft.name(ask("Name for people", found.name().orElse(id)));
    Registration registration = new Registration(outpost, id, Optional.empty());
    registration.refuseUnknownOrOther(credentials);
    Camera camera = registration.camera(settings.over(draft), credentials);
    return registration.add(CapacityCheck.of(outpost, force).admit(camera, this::ask), credentials);
  }

  private String address() throws Exception {
    List<DiscoveredDevice> devices =
        new Progress(outpost.terminal())
            .during(
                "asking who is there", () -> Discovery.run(Optional.empty(), SystemTime.INSTANCE));
    KnownDevices known = new KnownDevices(outpost.cameras().list().cameras());
    List<DiscoveredDevice> fresh =
        devices.stream().filter(device -> known.find(device).isEmpty()).toList();
    if (fresh.isEmpty()) {
      return ask("No new camera answers. Address", "");
    }
    Table table = new Table("NUMBER", "ADDRESS", "NAME", "MODEL");
    for (int i = 0; i < fresh.size(); i++) {
      DiscoveredDevice device = fresh.get(i);
      table.add(
          Integer.toString(i + 1),
          device.address(),
          device.announcement().scopes().name().orElse("-"),
          device.announcement().scopes().hardware().orElse("-"));
    }
    table.print(outpost.terminal().err(), outpost.terminal().words());
    String answer = ask("Number or address", "1");
    boolean number = answer.matches("[0-9]{1,4}");
    int index = number ? Integer.parseInt(answer) - 1 : -1;
    if (number && (index < 0 || index >= fresh.size())) {
      throw new CommandFailure(ExitCode.USAGE, "no camera has the number " + answer);
    }
    return number ? fresh.get(index).service().toString() : answer;
  }

  /** Made of the camera's own name where that has letters for it. */
  private String id(FoundCamera found) throws CommandFailure {
    String proposed =
        found
            .name()
            .orElse("")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+|-+$", "");
    String cut = proposed.substring(0, Math.min(proposed.length(), 40));
    return new NameOption().convert(ask("Id for files and topics", cut));
  }

  private String ask(String question, String otherwise) throws CommandFailure {
    String shown = otherwise.isEmpty() ? question + ": " : question + " [" + otherwise + "]: ";
    String answer =
        outpost
            .terminal()
            .linePrompt()
            .apply(shown)
            .orElseThrow(() -> new CommandFailure(ExitCode.USAGE, "nobody answers"))
            .strip();
    return answer.isEmpty() ? otherwise : answer;
  }

  private void say(String text) {
    outpost.terminal().err().println(text);
  }
}
