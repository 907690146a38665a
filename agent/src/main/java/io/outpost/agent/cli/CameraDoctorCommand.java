package io.outpost.agent.cli;

import ch.qos.logback.classic.Level;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.config.DurableFile;
import io.outpost.agent.doctor.CameraDoctor;
import io.outpost.agent.doctor.Diagnosis;
import io.outpost.agent.onvif.DeviceAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at a camera from all sides and says what to change. */
@Command(
    name = "doctor",
    description = {
      "Look at a camera from all sides, and say in plain words what to change on it.",
      "Ports, ONVIF, clock, password, and each stream: what is set and what comes. Exit code 3 when"
          + " no stream comes."
    },
    footer = {
      "",
      "Examples:",
      "  outpost camera doctor gate",
      "  outpost camera doctor 192.0.2.10 --user admin",
      "  outpost camera doctor 192.0.2.10:8000 --user admin --write cameras.d/gate.yaml"
    })
final class CameraDoctorCommand implements Callable<Integer> {
  private final OutpostCommand outpost;

  @Parameters(paramLabel = "ADDRESS|ID", description = "An address, or a registered camera.")
  private String target = "";

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "Write a camera file, ready to be used; its name is the id.")
  private Optional<Path> write = Optional.empty();

  @Option(names = "--json", description = "Print a JSON object.")
  private boolean json;

  @Mixin private LoginOptions login = new LoginOptions();

  CameraDoctorCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws Exception {
    if (!outpost.isVerbose()) {
      LogConfigurator.showOnly(Level.OFF);
    }
    AtomicReference<String> step = new AtomicReference<>("looking");
    Diagnosis diagnosis;
    Optional<Camera> registered = outpost.cameras().find(target);
    try (CameraDoctor doctor = new CameraDoctor(step::set)) {
      Callable<Diagnosis> work = examination(doctor, registered);
      diagnosis = new Progress(outpost.terminal()).during(step::get, work);
    }
    if (json) {
      outpost.terminal().out().println(DiagnosisJson.of(diagnosis).toPrettyString());
    } else {
      DiagnosisText.lines(diagnosis).forEach(outpost.terminal().out()::println);
    }
    if (write.isPresent()) {
      write(diagnosis, write.get());
    }
    return (diagnosis.usable() ? ExitCode.OK : ExitCode.UNREACHABLE).code();
  }

  private Callable<Diagnosis> examination(CameraDoctor doctor, Optional<Camera> registered)
      throws Exception {
    if (registered.isPresent()) {
      var stored = StoredLogin.of(outpost, registered.get(), login);
      return () -> doctor.examine(registered.get(), stored);
    }
    DeviceAddress address;
    try {
      address = DeviceAddress.parse(target);
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(wrong.getMessage()));
    }
    var given = login.ask(outpost.terminal(), target);
    return () -> doctor.examine(address, given);
  }

  private void write(Diagnosis diagnosis, Path file) throws Exception {
    String name = String.valueOf(file.getFileName());
    String id = new NameOption().convert(name.replaceFirst("\\.yaml$", ""));
    Camera camera =
        FoundCamera.of(diagnosis)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.FAILED, "--write: no stream was found that could be registered"))
            .draft(id)
            .build();
    DurableFile.write(
        file, new CameraStore(outpost.configFolder()).check(camera), DurableFile.READABLE);
    outpost.terminal().out().println("wrote " + file);
  }
}
