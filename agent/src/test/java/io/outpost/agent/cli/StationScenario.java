package io.outpost.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outpost.agent.Agent;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import io.outpost.agent.console.CameraStatus;
import io.outpost.agent.demo.device.Announced;
import io.outpost.agent.demo.device.DiscoveryResponder;
import io.outpost.agent.testing.LoopbackCamera;
import io.outpost.agent.testing.onvif.Guard;
import io.outpost.agent.testing.onvif.OnvifSimulator;
import io.outpost.agent.testing.onvif.Temper;
import io.outpost.agent.time.SystemTime;
import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * A technician's visit to a station, in a network namespace: five cameras of different temper, by
 * ONVIF simulated, with real streams.
 */
final class StationScenario {
  private static final Credentials LOGIN = new Credentials("admin", new Secret("c4nary-Zq7"));
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;
  private final Path config;
  private final List<OnvifSimulator> cameras = new ArrayList<>();

  private StationScenario(Path folder) {
    this.folder = folder;
    this.config = folder.resolve("config");
  }

  public static void main(String[] arguments) throws Exception {
    new StationScenario(Path.of(arguments[0])).play();
    System.out.println("the whole station");
    System.exit(0); // whatever threads a failed step left behind
  }

  @SuppressWarnings("try") // the responder answers while it is open
  private void play() throws Exception {
    Files.createDirectories(config);
    Files.writeString(config.resolve("agent.yaml"), "stateDirectory: state\nconsole: {port: 0}\n");
    try (LoopbackCamera streams =
        LoopbackCamera.withOptions(
            List.of("--address=0.0.0.0"),
            "/main=" + LoopbackCamera.H264,
            "/sub=" + LoopbackCamera.H264)) {
      for (int i = 1; i <= 5; i++) {
        cameras.add(OnvifSimulator.start(temper(i, "127.0.1." + i, streams.port())));
      }
      try (DiscoveryResponder answers = responder()) {
        discoverAll();
        examineAll();
        addOneGuided();
        registerAll();
      }
      stream(streams.port());
    }
  }

  private static Temper temper(int number, String host, int rtspPort) {
    Temper temper =
        new Temper()
            .host(host)
            .port(8000 + number)
            .rtspPort(rtspPort)
            .named("Camera " + number)
            .endpoint("urn:uuid:00000000-0000-4000-8000-00000000000" + number);
    return switch (number) {
      case 1 -> temper.guarded(Guard.TOKEN_DIGEST, LOGIN);
      case 2 ->
          temper.guarded(Guard.HTTP_DIGEST_SHA_256, LOGIN).withMedia2().devicePath("/onvif/device");
      case 3 -> temper.guarded(Guard.HTTP_BASIC, LOGIN).without("GetServices");
      case 4 ->
          temper
              .guarded(Guard.TOKEN_DIGEST, LOGIN)
              .clockAhead(Duration.ofHours(8))
              .tokenWindow(Duration.ofSeconds(5));
      default ->
          temper
              .guarded(Guard.TOKEN_TEXT, LOGIN)
              .withoutHardwareId()
              .streamUri("rtsp://factory:secret@192.168.1.64:{rtsp}/{profile}");
    };
  }

  private DiscoveryResponder responder() throws IOException {
    List<Announced> announced = cameras.stream().map(OnvifSimulator::announced).toList();
    return DiscoveryResponder.open(NetworkInterface.getByName("lo"), announced);
  }

  private void discoverAll() throws Exception {
    JsonNode found = new ObjectMapper().readTree(run("discover", "--json").out());
    assertThat(found).hasSize(5);
    assertThat(found.findValuesAsText("address"))
        .containsExactly("127.0.1.1", "127.0.1.2", "127.0.1.3", "127.0.1.4", "127.0.1.5");
    assertThat(found.findValue("registered")).isNull();
  }

  private void examineAll() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(cameras.size());
    List<Callable<CommandRun.Result>> visits = new ArrayList<>();
    for (OnvifSimulator camera : cameras) {
      visits.add(
          () ->
              new CommandRun(config)
                  .withInput(LOGIN.password().reveal() + "\n")
                  .of(
                      "camera",
                      "doctor",
                      camera.service().toString(),
                      "--user",
                      "admin",
                      "--password-stdin"));
    }
    for (Future<CommandRun.Result> visit : threads.invokeAll(visits)) {
      assertThat(visit.get().code()).as(visit.get().out() + visit.get().err()).isZero();
      assertThat(visit.get().out()).contains("main: rtsp://127.0.1.", "verdict:");
    }
    threads.shutdown();
  }

  /** Question by question: the second camera, with what is proposed for the rest. */
  private void addOneGuided() throws Exception {
    CommandRun.Result result =
        new CommandRun(config)
            .withLinesTyped("2", "admin", "", "东门")
            .withPasswordTyped(password())
            .of("camera", "add", "--kind", "highway");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).isEqualTo("added camera camera-2\n");
    assertThat(result.err()).contains("127.0.1.2", "Camera 2", "main: rtsp://127.0.1.2:");
    assertThat(Files.readString(config.resolve("cameras.d/camera-2.yaml")))
        .contains("name: 东门", "kind: highway", "credentials: camera-2");
    assertThat(run("remove", "camera-2").out()).contains("removed credentials camera-2");
  }

  private void registerAll() throws Exception {
    StringBuilder sheet = new StringBuilder("id,address,user,password\n");
    for (int i = 1; i <= cameras.size(); i++) {
      sheet
          .append("c%d,%s,admin,%s".formatted(i, cameras.get(i - 1).service(), password()))
          .append('\n');
    }
    Path file = folder.resolve("station.csv");
    Files.writeString(file, sheet);

    assertThat(run("add", "--from", file.toString()).out())
        .contains("5 added, 0 registered already, 0 refused");
    assertThat(Files.readString(config.resolve("cameras.d/c5.yaml")))
        .contains("main: rtsp://127.0.1.5:", "endpoint: urn:uuid:")
        .doesNotContain("factory");
    JsonNode found = new ObjectMapper().readTree(run("discover", "--json").out());
    assertThat(found.findValuesAsText("registered")).containsExactly("c1", "c2", "c3", "c4", "c5");
  }

  @SuppressWarnings("try") // the responder answers while it is open
  private void stream(int rtspPort) throws Exception {
    try (Agent agent = Agent.start(config, SystemTime.INSTANCE)) {
      await(agent, 5);
      cameras.remove(2).close();
      cameras.add(2, OnvifSimulator.start(temper(3, "127.0.1.33", rtspPort)));
      try (DiscoveryResponder answers = responder()) {
        assertThat(run("discover").err())
            .contains(
                "camera c3 has moved from 127.0.1.3 to 127.0.1.33;",
                "outpost camera edit c3 --address 127.0.1.33");
        assertThat(run("discover", "--update").err()).contains("its file says so now");
        assertThat(run("discover").err()).doesNotContain("moved");
      }
      assertThat(Files.readString(config.resolve("cameras.d/c3.yaml")))
          .contains("rtsp://127.0.1.33:", "service: http://127.0.1.33:8003/")
          .doesNotContain("127.0.1.3:");
      await(agent, 5);
    }
  }

  private static void await(Agent agent, int streaming) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (agent.cameras().stream().filter(StationScenario::streams).count() < streaming) {
      assertThat(System.nanoTime()).as(agent.cameras().toString()).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private static boolean streams(CameraStatus camera) {
    return camera.state().equals("streaming") && camera.framesPerSecond().isPresent();
  }

  private static String password() {
    return LOGIN.password().reveal();
  }

  private CommandRun.Result run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "camera";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    CommandRun.Result result = new CommandRun(config).of(all);
    assertThat(result.code()).as(result.out() + result.err()).isZero();
    assertThat(result.out() + result.err()).doesNotContain(password());
    return result;
  }
}
