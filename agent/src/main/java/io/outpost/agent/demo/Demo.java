package io.outpost.agent.demo;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.Agent;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.camera.Secret;
import io.outpost.agent.camera.StreamUrl;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.time.TimeSource;
import io.outpost.agent.vision.VisionSettings;
import io.outpost.agent.vision.VisionWorkers;
import java.io.IOException;
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
  private static final int PASSWORD_BYTES = 16;

  private final DemoOptions options;
  private final Consumer<String> out;
  private final TimeSource time;
  private final CountDownLatch stopping = new CountDownLatch(1);

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
    List<AccessUnit> clip = clip();
    Credentials credentials = new Credentials("demo", password());
    try (ServedClip served = ServedClip.serve(clip, credentials, time)) {
      say("camera", served.url() + ", digest authentication, the clip in a loop");
      return watch(
          served.url(),
          Optional.of(credentials),
          options.clip().isPresent() ? lowerHalf() : shoulder());
    }
  }

  /** Ends {@link #run} soon. */
  public void stop() {
    stopping.countDown();
  }

  private boolean watch(URI stream, Optional<Credentials> credentials, Lane lane)
      throws ConfigException, IOException, InterruptedException {
    DemoFolder folder = DemoFolder.create();
    folder.write(stream, credentials, lane);
    try (Agent agent = Agent.start(folder.path(), time)) {
      say("agent", "running with one vision worker, configured in " + folder.path());
      return new Watch(agent, folder, options, out).untilDone(time, stopping);
    } finally {
      say("kept", folder.path() + "; remove it when you have seen enough");
    }
  }

  private List<AccessUnit> clip() throws ConfigException, IOException, InterruptedException {
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
      return units;
    } finally {
      threads.shutdown();
    }
  }

  private void say(String what, String text) {
    out.accept("  %-8s %s".formatted(what, text));
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "demo-clip");
    thread.setDaemon(true);
    return thread;
  }

  private static Secret password() {
    byte[] bytes = new byte[PASSWORD_BYTES];
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
