package io.outpost.agent.cli;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.Network;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.CertificatePin;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.StreamUrl;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.ingest.ProbeReport;
import io.outpost.agent.ingest.StreamSettings;
import io.outpost.agent.time.SystemTime;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Pulls a camera's streams for some seconds and says what came, or why nothing did. */
@Command(
    name = "test",
    description = {
      "Pull a camera's streams for some seconds and say what comes, or why nothing does.",
      "Exit code 3 when a stream cannot be pulled."
    },
    footer = {
      "",
      "Examples:",
      "  outpost camera test gate",
      "  outpost camera test rtsp://192.0.2.10/main --user admin"
    })
final class CameraTestCommand implements Callable<Integer> {
  /** No camera can be called so. */
  private static final String UNREGISTERED = "-";

  private final OutpostCommand outpost;

  @Parameters(paramLabel = "ID|URL", description = "A registered camera, or any stream.")
  private String target = "";

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "6",
      description = "How much of each stream to look at; else ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(names = "--json", description = "Print a JSON array, one entry for each stream.")
  private boolean json;

  @Mixin private ReceptionOptions reception = new ReceptionOptions();

  @Mixin private LoginOptions login = new LoginOptions();

  CameraTestCommand(OutpostCommand outpost) {
    this.outpost = outpost;
  }

  /** A stream to look at. */
  private record Stream(String name, URI uri) {}

  @Override
  public Integer call() throws Exception {
    if (seconds < 1 || seconds > 600) {
      throw new CommandFailure(ExitCode.USAGE, "--seconds: expected 1 to 600, found " + seconds);
    }
    if (!outpost.isVerbose()) {
      LogConfigurator.showOnly(Level.ERROR);
    }
    return target.contains("://") ? testUrl() : testCamera();
  }

  private int testUrl() throws Exception {
    StreamUrl url;
    try {
      url = StreamUrl.parse(target);
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(wrong.getMessage()));
    }
    Optional<Credentials> credentials = url.credentials();
    if (credentials.isEmpty()) {
      credentials = login.ask(outpost.terminal(), url.uri().toString());
    }
    Streams streams = reception.over(new Streams(url.uri(), Optional.empty()));
    Camera unregistered = new CameraDraft(UNREGISTERED, streams).build();
    return test(unregistered, List.of(new Stream("stream", url.uri())), credentials);
  }

  private int testCamera() throws Exception {
    Camera registered = Registered.camera(outpost, target);
    Camera camera =
        CameraDraft.of(registered).streams(reception.over(registered.streams())).build();
    List<Stream> streams = new ArrayList<>();
    streams.add(new Stream("main", camera.streams().main()));
    camera.streams().sub().ifPresent(sub -> streams.add(new Stream("sub", sub)));
    return test(camera, streams, StoredLogin.of(outpost, camera, login));
  }

  private int test(Camera camera, List<Stream> streams, Optional<Credentials> credentials)
      throws Exception {
    ArrayNode entries = JsonNodeFactory.instance.arrayNode();
    boolean allCame = true;
    try (Network network = new Network(SystemTime.INSTANCE, new SimpleMeterRegistry())) {
      for (Stream stream : streams) {
        refuseFile(stream);
        StreamSettings settings = StreamSettings.of(camera, stream.uri(), credentials);
        ProbeReport report =
            new Progress(outpost.terminal())
                .during(
                    "looking at " + stream.uri(),
                    () -> network.probe(settings, Duration.ofSeconds(seconds)));
        allCame &= report.measured().isPresent();
        if (json) {
          entries.add(ProbeText.json(stream.name(), stream.uri(), report));
        } else {
          print(camera, stream, report);
        }
      }
    }
    if (json) {
      outpost.terminal().out().println(entries.toPrettyString());
    }
    return (allCame ? ExitCode.OK : ExitCode.UNREACHABLE).code();
  }

  private void print(Camera camera, Stream stream, ProbeReport report) {
    report
        .measured()
        .ifPresent(
            measured ->
                ProbeText.lines(stream.name(), stream.uri(), measured)
                    .forEach(outpost.terminal().out()::println));
    report
        .failure()
        .ifPresent(
            failure -> {
              notice(stream.name() + ": " + failure.message());
              failure.certificate().ifPresent(shown -> notice(howToTrust(camera, stream, shown)));
            });
  }

  private void notice(String text) {
    outpost.terminal().err().println("outpost: " + text);
  }

  private static String howToTrust(Camera camera, Stream stream, CertificatePin shown) {
    String command =
        camera.id().equals(UNREGISTERED)
            ? "outpost camera test " + stream.uri()
            : "outpost camera edit " + camera.id();
    return "if that is the camera's own certificate (compare the fingerprint at the camera), trust"
        + " it: %s --certificate %s".formatted(command, shown);
  }

  private static void refuseFile(Stream stream) throws CommandFailure {
    if (StreamUrl.isClip(stream.uri())) {
      throw new CommandFailure(
          ExitCode.USAGE, stream.name() + ": is a file; 'outpost replay' analyses files");
    }
  }
}
