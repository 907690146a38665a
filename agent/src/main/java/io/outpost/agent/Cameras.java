package io.outpost.agent;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.netty.channel.EventLoopGroup;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraStore;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.StreamUrl;
import io.outpost.agent.console.CameraStatus;
import io.outpost.agent.console.CameraStatuses;
import io.outpost.agent.device.DeviceWatch;
import io.outpost.agent.evidence.MainStream;
import io.outpost.agent.ingest.CameraClock;
import io.outpost.agent.ingest.Ingest;
import io.outpost.agent.ingest.RtspSource;
import io.outpost.agent.ingest.SharedPull;
import io.outpost.agent.ingest.StreamListener;
import io.outpost.agent.ingest.StreamSettings;
import io.outpost.agent.line.CameraLine;
import io.outpost.agent.line.LineContext;
import io.outpost.agent.metrics.LoopProgress;
import io.outpost.agent.restream.Restreams;
import io.outpost.agent.store.AbandonedEvents;
import io.outpost.agent.vision.ChosenDetectors;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cameras that run. One thread looks at {@code cameras.d/} every {@link #PERIOD} and acts on
 * what changed there; statuses may be asked from any thread.
 */
final class Cameras implements Roster.Runner {
  private static final Logger LOG = LoggerFactory.getLogger(Cameras.class);

  /** A technician who saves a file sees the camera move before the hand is off the keyboard. */
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private static final Duration LONGEST_ROUND = Duration.ofMinutes(2);

  /**
   * Where cameras and their pictures come from.
   *
   * @param folder of the configuration
   * @param mains pulls main streams, where the sub-streams are analysed
   * @param loops play clips that stand in for cameras
   * @param detectors that are installed, and which of them looks at what
   * @param devices ask cameras by ONVIF
   * @param restreams show them to viewers, where that is configured
   */
  record Sources(
      Path folder,
      Ingest ingest,
      Ingest mains,
      EventLoopGroup loops,
      Roster.Detecting detectors,
      Optional<Restreams> restreams,
      DeviceWatch.Shared devices) {}

  /** What was started. */
  private record Running(
      Camera camera,
      CameraLine line,
      Optional<MainStream> main,
      Closing source,
      Optional<DeviceWatch> device) {
    CameraStatus status() {
      CameraStatus status = line.status();
      return main.map(MainStream::status)
          .map(stream -> CameraStatuses.withMainStream(status, stream))
          .orElse(status);
    }
  }

  /** Ends what feeds a line. */
  private interface Closing {
    void close();
  }

  private final Path folder;
  private final LineContext context;
  private final Ingest ingest;
  private final Ingest mains;
  private final EventLoopGroup loops;
  private final Optional<Restreams> restreams;
  private final DeviceWatch.Shared devices;
  private final LoopProgress progress;
  private final Roster roster;
  private final AbandonedEvents abandoned;
  private final Map<String, Running> running = new ConcurrentSkipListMap<>();
  private volatile Map<String, CameraStatus> refused = Map.of();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final MultiGauge refusedFiles;
  private final Thread watcher;

  Cameras(Sources sources, LineContext context, LoopProgress progress) {
    this.loops = sources.loops();
    this.restreams = sources.restreams();
    this.devices = sources.devices();
    this.folder = sources.folder();
    this.context = context;
    this.abandoned = new AbandonedEvents(context.store());
    this.ingest = sources.ingest();
    this.mains = sources.mains();
    this.progress = progress;
    this.roster =
        new Roster(
            new CameraStore(folder.resolve("cameras.d")),
            new StoredCredentials(folder),
            sources.detectors(),
            this);
    this.refusedFiles =
        MultiGauge.builder("outpost.camera.file.refused")
            .description("1 for a file in cameras.d/ that cannot be used, by its name")
            .register(context.means().metrics());
    this.watcher = AgentThreads.named("cameras").newThread(this::watch);
  }

  /** Starts what is registered now, and goes on looking. */
  void start() throws IOException, InterruptedException {
    look();
    if (running.isEmpty()) {
      LOG.warn("no camera is registered in {}; add one with: outpost camera add", folder);
    }
    watcher.start();
  }

  List<CameraStatus> statuses() {
    Map<String, CameraStatus> statuses = new TreeMap<>(refused);
    ChosenDetectors detectors = context.means().vision().detectors();
    running.forEach(
        (id, one) -> statuses.put(id, one.status().with(Detectors.inUse(one.camera(), detectors))));
    return List.copyOf(statuses.values());
  }

  @Override
  public void start(Roster.Wanted wanted) {
    Camera camera = wanted.camera();
    Optional<Credentials> credentials = wanted.credentials();
    context.means().vision().use(camera, wanted.detectors());
    URI main = camera.streams().main();
    Optional<SharedPull> pull =
        StreamUrl.isClip(main)
            ? Optional.empty()
            : Optional.of(SharedPull.of(mains, StreamSettings.of(camera, main, credentials)));
    Optional<MainStream> stills =
        pull.filter(any -> MainStream.isWanted(camera))
            .map(one -> new MainStream(camera, one, MainStream.Means.of(context.means(), camera)));
    CameraLine line = new CameraLine(camera, context, stills);
    StreamListener analysed = stills.map(one -> one.beside(line)).orElse(line);
    StreamListener listener =
        restreams.map(one -> one.open(camera, pull, analysed)).orElse(analysed);
    Consumer<CameraClock> clock = any -> {};
    Closing source;
    if (StreamUrl.isClip(camera.streams().analysed())) {
      FileSource file = new FileSource(camera, context.means(), loops.next(), listener);
      file.start();
      source = file::close;
    } else {
      RtspSource stream =
          ingest.open(
              StreamSettings.of(camera, camera.streams().analysed(), credentials), listener);
      clock =
          wrong -> {
            stream.correctBy(wrong);
            pull.ifPresent(one -> one.correctBy(wrong));
          };
      source = stream::close;
    }
    DeviceWatch.Ears ears =
        new DeviceWatch.Ears(clock, line::onSignal, line::onNoticed, line::onView);
    Optional<DeviceWatch> device =
        camera.device().map(one -> DeviceWatch.start(camera, one, credentials, devices, ears));
    running.put(camera.id(), new Running(camera, line, stills, source, device));
    LOG.info("camera started camera={}", camera.id());
  }

  @Override
  public void stop(String camera, boolean forGood) throws InterruptedException {
    Running stopped = running.remove(camera);
    if (stopped == null) {
      return;
    }
    restreams.ifPresent(one -> one.remove(camera));
    stopped.device().ifPresent(DeviceWatch::close);
    stopped.line().close(forGood); // First: what is kept of the stream goes when that ends.
    stopped.source().close();
    stopped.line().awaitIdle();
    stopped.line().release();
    stopped.main().ifPresent(MainStream::close);
    if (forGood) { // Else it comes again, and most often with the same detectors.
      context.means().vision().forget(camera);
    }
  }

  /** Stops the watching, then every camera. */
  void close() throws InterruptedException {
    stopping.countDown();
    watcher.join();
    // All at once: each may have stills to take, and together they would outlast a service
    // manager's patience, with a worker that goes on analysing for the others.
    running.values().forEach(one -> one.line().close(false));
    roster.stopAll();
  }

  private void watch() {
    try (LoopProgress.Loop loop = progress.watch("camera registry", LONGEST_ROUND)) {
      while (!stopping.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
        loop.round();
        refresh();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws IOException, InterruptedException {
    roster.refresh();
    Set<String> there = new TreeSet<>(running.keySet());
    there.addAll(roster.refusedFiles());
    abandoned.end(there);
    tellRefused(roster.undetectable());
    refusedFiles.register(
        roster.refusedFiles().stream()
            .map(name -> MultiGauge.Row.of(Tags.of("camera", name), 1))
            .toList(),
        true);
  }

  private void tellRefused(Map<String, String> cameras) {
    Map<String, CameraStatus> now = new HashMap<>();
    for (Map.Entry<String, String> one : cameras.entrySet()) {
      CameraStatus before = refused.get(one.getKey());
      Instant since = before == null ? context.means().time().now() : before.since();
      now.put(one.getKey(), CameraStatuses.refused(one.getKey(), since, one.getValue()));
    }
    refused = Map.copyOf(now);
  }

  private void refresh() throws InterruptedException {
    try {
      look();
    } catch (IOException unreadable) {
      LOG.error("cannot read {}/cameras.d message=\"{}\"", folder, unreadable.getMessage());
    }
  }
}
