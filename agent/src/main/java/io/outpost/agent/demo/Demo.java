package io.outpost.agent.demo;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.Agent;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.camera.Secret;
import io.outpost.agent.camera.StreamUrl;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.doctor.Snapshot;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.time.TimeSource;
import io.outpost.agent.vision.StreamSpec;
import io.outpost.agent.vision.VisionSettings;
import io.outpost.agent.vision.VisionWorkers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The whole line on one machine: a clip is served as a camera, and the real agent with a real
 * worker reads it. One thread runs it; any other may stop it.
 */
public final class Demo {
  private static final Duration WORKER_START = Duration.ofSeconds(60);
  private static final String USER = "demo";
  private static final int PASSWORD_BYTES = 16;

  /** Short enough to be typed, for a camera that shows nothing. */
  private static final int TYPED_PASSWORD_BYTES = 5;

  private static final byte[] NO_STILL = {};

  private final DemoOptions options;
  private final Consumer<String> out;
  private final TimeSource time;
  private final CountDownLatch stopping = new CountDownLatch(1);

  /**
   * What the camera shows.
   *
   * @param still a JPEG of the first picture; empty when nobody asks for it
   */
  record Footage(List<AccessUnit> pictures, byte[] still) {}

  /**
   * @param out takes a line for the person who watches
   */
  public Demo(DemoOptions options, Consumer<String> out, TimeSource time) {
    this.options = options;
    this.out = out;
    this.time = time;
  }

  /**
   * Runs until it is stopped or, with {@code check}, until all was seen or the limit is over.
   *
   * @return whether both kinds of event were read back from the outbox
   * @throws ConfigException when the clip or the camera's address is of no use
   */
  public boolean run() throws ConfigException, IOException, InterruptedException {
    Optional<StreamUrl> camera = options.camera();
    if (camera.isPresent()) {
      say("camera", camera.get().uri().toString());
      return watch(camera.get().uri(), camera.get().credentials(), lowerHalf());
    }
    Lane lane = options.clip().isPresent() ? lowerHalf() : shoulder();
    if (options.practice().isPresent()) {
      return practise(options.practice().get(), lane);
    }
    Footage footage = footage();
    Credentials login = new Credentials(USER, password(PASSWORD_BYTES));
    var place = new ServedClip.Place(InetAddress.getLoopbackAddress(), login);
    try (ServedClip served = ServedClip.serve(footage.pictures(), place, unit -> {}, time)) {
      say("camera", served.url() + ", digest authentication, the clip in a loop");
      return watch(served.url(), Optional.of(login), lane);
    }
  }

  /** The camera can be found, and is left to be registered. */
  private boolean practise(String networkInterface, Lane lane)
      throws ConfigException, IOException, InterruptedException {
    InetAddress host = PracticeCamera.address(networkInterface);
    Footage footage = footage();
    Credentials login = new Credentials(USER, password(TYPED_PASSWORD_BYTES));
    var place = new ServedClip.Place(host, login);
    try (PracticeCamera camera = PracticeCamera.open(footage, place, time)) {
      say("camera", camera.authority() + " by ONVIF, found on interface " + networkInterface);
      say("login", "user " + login.user() + ", password " + login.password().reveal());
      DemoFolder folder = DemoFolder.create();
      folder.write();
      try (Agent agent = Agent.start(folder.path(), time)) {
        say("agent", "running without a camera, configured in " + folder.path());
        out.accept("");
        out.accept("  now, in a second terminal:");
        out.accept("");
        new NextCommands(folder.path(), networkInterface, camera.authority(), lane)
            .lines()
            .forEach(line -> out.accept("  " + line));
        return new Watch(agent, folder, options, out).untilDone(time, stopping);
      } finally {
        kept(folder);
      }
    }
  }

  /** Ends {@link #run} soon. */
  public void stop() {
    stopping.countDown();
  }

  private boolean watch(URI stream, Optional<Credentials> credentials, Lane lane)
      throws ConfigException, IOException, InterruptedException {
    DemoFolder folder = DemoFolder.create();
    folder.write();
    folder.addCamera(stream, credentials, lane);
    try (Agent agent = Agent.start(folder.path(), time)) {
      say("agent", "running with one vision worker, configured in " + folder.path());
      return new Watch(agent, folder, options, out).untilDone(time, stopping);
    } finally {
      kept(folder);
    }
  }

  private void kept(DemoFolder folder) {
    say("kept", folder.path() + "; remove it when you have seen enough");
  }

  private Footage footage() throws ConfigException, IOException, InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool(Demo::daemon);
    long begin = time.nanos();
    try (VisionWorkers workers =
        VisionWorkers.start(VisionSettings.children(1), threads, time, new SimpleMeterRegistry())) {
      workers.awaitReady(WORKER_START);
      Optional<Path> file = options.clip();
      List<AccessUnit> units =
          file.isPresent() ? FileClip.read(workers, file.get()) : DrawnClip.make(workers);
      double seconds = (time.nanos() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
      say(
          "clip",
          "%s, %d pictures, ready after %.1f s"
              .formatted(
                  file.map(Path::toString).orElse("a drawn motorway"), units.size(), seconds));
      return new Footage(units, options.practice().isPresent() ? still(workers, units) : NO_STILL);
    } finally {
      threads.shutdown();
    }
  }

  private static byte[] still(VisionWorkers workers, List<AccessUnit> units)
      throws IOException, InterruptedException {
    AccessUnit key = units.get(0);
    return Snapshot.of(
        key, new StreamSpec("demo", key.codec(), List.of(), Faces.DISABLED, List.of()), workers);
  }

  private void say(String what, String text) {
    out.accept("  %-8s %s".formatted(what, text));
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "demo-clip");
    thread.setDaemon(true);
    return thread;
  }

  private static Secret password(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return new Secret(HexFormat.of().formatHex(bytes));
  }

  private static Lane shoulder() {
    return lane(
        "shoulder",
        DrawnScene.SHOULDER_TOP,
        DrawnScene.SHOULDER_BOTTOM,
        Set.of(ObjectClass.VEHICLE));
  }

  /** What is near the camera in nearly every picture. */
  private static Lane lowerHalf() {
    return lane(
        "lower-half", 0.5, 1, Set.of(ObjectClass.VEHICLE, ObjectClass.PERSON, ObjectClass.BICYCLE));
  }

  private static Lane lane(String id, double top, double bottom, Set<ObjectClass> classes) {
    return new Lane(
        id,
        new Polygon(
            List.of(
                new Point(0, top), new Point(1, top), new Point(1, bottom), new Point(0, bottom))),
        Duration.ofSeconds(1),
        classes);
  }
}
