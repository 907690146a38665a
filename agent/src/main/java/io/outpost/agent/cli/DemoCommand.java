package io.outpost.agent.cli;

import io.outpost.agent.camera.StreamUrl;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.demo.Demo;
import io.outpost.agent.demo.DemoOptions;
import io.outpost.agent.time.SystemTime;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the whole line at work on one machine. */
@Command(
    name = "demo",
    description = {
      "Show the whole line at work: a clip served as a camera, read by the real agent.",
      "Needs no configuration; what it makes is kept in a folder that it names.",
      "",
      "  outpost demo",
      "  outpost demo --clip street.mp4",
      "  outpost demo --camera rtsp://admin@192.0.2.10/main",
      "  outpost demo --onvif"
    })
final class DemoCommand implements Callable<Integer> {
  /** Both kinds of event come within half of it on two cores. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final OutpostCommand outpost;

  @ArgGroup private @Nullable Input input;

  @Option(
      names = "--check",
      description = "End as soon as both kinds of event were there; exit code 1 if they were not.")
  private boolean check;

  @Option(
      names = "--onvif",
      description = {
        "Let the served camera be found by ONVIF, and leave it to be registered: practise without a"
            + " camera. The commands to type are shown."
      })
  private boolean onvif;

  @Option(
      names = "--interface",
      paramLabel = "NAME",
      description = "With --onvif: where the camera can be found; else lo, by this machine alone.")
  private Optional<String> networkInterface = Optional.empty();

  /** What is looked at instead of the drawn motorway. */
  static final class Input {
    @Option(
        names = "--camera",
        paramLabel = "URL",
        description = "A camera to read, with user and password if it asks for them.")
    private @Nullable String camera;

    @Option(names = "--clip", paramLabel = "FILE", description = "A clip to serve as a camera.")
    private @Nullable Path clip;
  }

  DemoCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  @Override
  public Integer call() throws CommandFailure, ConfigException, IOException, InterruptedException {
    PrintWriter out = outpost.terminal().out();
    Demo demo =
        new Demo(
            options(),
            line -> {
              out.println(line);
              out.flush();
            },
            SystemTime.INSTANCE);
    StopSignal signal = StopSignal.install(demo::stop);
    try {
      return (demo.run() ? ExitCode.OK : ExitCode.FAILED).code();
    } finally {
      signal.done();
    }
  }

  private DemoOptions options() throws CommandFailure, ConfigException {
    Optional<Input> given = Optional.ofNullable(input);
    Optional<String> camera = given.flatMap(one -> Optional.ofNullable(one.camera));
    Optional<StreamUrl> url = Optional.empty();
    if (camera.isPresent()) {
      try {
        url = Optional.of(StreamUrl.parse(camera.get()));
      } catch (IllegalArgumentException refused) {
        throw new ConfigException("--camera: " + refused.getMessage());
      }
    }
    if (onvif && (check || url.isPresent())) {
      throw new CommandFailure(
          ExitCode.USAGE, "--onvif: it serves a camera that you register; no --camera, no --check");
    }
    if (!onvif && networkInterface.isPresent()) {
      throw new CommandFailure(ExitCode.USAGE, "--interface: give it with --onvif");
    }
    Optional<String> practice =
        onvif ? Optional.of(networkInterface.orElse("lo")) : Optional.empty();
    return new DemoOptions(
        url, given.flatMap(one -> Optional.ofNullable(one.clip)), check, LIMIT, practice);
  }
}
