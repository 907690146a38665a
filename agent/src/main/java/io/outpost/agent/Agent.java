package io.outpost.agent;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.outpost.agent.camera.CredentialStore;
import io.outpost.agent.config.ConfigException;
import io.outpost.agent.console.CameraStatus;
import io.outpost.agent.console.Console;
import io.outpost.agent.device.DeviceWatch;
import io.outpost.agent.event.AgentEvents;
import io.outpost.agent.event.EventFactory;
import io.outpost.agent.evidence.LineMeans;
import io.outpost.agent.gate.LoadLadder;
import io.outpost.agent.ingest.BufferBudget;
import io.outpost.agent.ingest.Ingest;
import io.outpost.agent.ingest.IngestEnvironment;
import io.outpost.agent.ingest.ReadPace;
import io.outpost.agent.line.LineContext;
import io.outpost.agent.line.LoadWatch;
import io.outpost.agent.metrics.LoopProgress;
import io.outpost.agent.metrics.Metrics;
import io.outpost.agent.onvif.OnvifClient;
import io.outpost.agent.outbox.Outbox;
import io.outpost.agent.restream.RestreamEnvironment;
import io.outpost.agent.restream.Restreams;
import io.outpost.agent.store.EventStore;
import io.outpost.agent.time.TimeSource;
import io.outpost.agent.upstream.Courier;
import io.outpost.agent.upstream.Sink;
import io.outpost.agent.upstream.SinkConfig;
import io.outpost.agent.vision.VisionWorkers;
import io.outpost.agent.vision.model.DetectorChoice;
import io.outpost.agent.vision.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running agent: the only place that wires the packages together and the only one that starts
 * threads. Parts start in the order in which they need each other and stop in the other direction,
 * so that what the cameras last showed still reaches the outbox.
 */
public final class Agent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

  /** One loop reads hundreds of cameras; a second one is for the second core. */
  private static final int EVENT_LOOPS = 2;

  /** Viewers have loops of their own: encrypting for many of them keeps no camera waiting. */
  private static final int VIEWER_LOOPS = 2;

  private static final Duration STOP = Duration.ofSeconds(10);

  /** Longest a courier may be away: MQTT waits this long for a broker's answers. */
  private static final Duration LONGEST_DELIVERY = Duration.ofMinutes(2);

  private final Shutdown shutdown = new Shutdown();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Metrics metrics;
  private final LoopProgress progress;
  private final VisionWorkers vision;
  private final Cameras cameras;
  private final Console console;
  private final Optional<Restreams> restreams;

  private Agent(Path folder, TimeSource time, LoadLadder.Limits limits)
      throws ConfigException, IOException, InterruptedException {
    try {
      AgentConfig config = AgentConfig.load(folder);
      CredentialStore credentials = CredentialStore.open(folder.resolve("credentials.yaml"));
      ModelFolder models = new ModelFolder(config.stateDirectory());
      DetectorChoice usual = Detectors.usual(config.detectors(), models);
      metrics = shutdown.add("metrics", Metrics.create());
      progress = new LoopProgress(time);
      List<Sink> sinks = new ArrayList<>();
      for (SinkConfig sink : config.sinks()) {
        sinks.add(Sinks.open(sink, config.agent(), credentials));
      }
      ExecutorService background = threads("background");
      Outbox outbox =
          Outbox.open(
              config.stateDirectory().resolve("outbox"),
              Sinks.outboxSettings(config),
              time,
              background);
      shutdown.add("outbox", outbox);
      outbox.bindTo(metrics.registry());
      sinks.forEach(sink -> courier(outbox, sink));
      vision =
          shutdown.add(
              "vision workers",
              VisionWorkers.start(
                  Settings.vision(config.worker()).with(usual),
                  background,
                  time,
                  metrics.registry()));
      ReadPace pace = new ReadPace();
      EventLoopGroup loops =
          StreamLoops.open(EVENT_LOOPS, AgentThreads.named("event-loop"), pace, time);
      shutdown.add("event loops", () -> Settings.stop(loops));
      Ingest ingest =
          shutdown.add(
              "streams",
              new Ingest(
                  new IngestEnvironment(loops, pace, background, time, metrics.registry()),
                  Settings.ingest(config.ingest())));
      BufferBudget buffers = Settings.buffers(config.ingest(), metrics.registry());
      LoadWatch load = new LoadWatch(vision, time, metrics.registry(), limits);
      ExecutorService rules = threads("rules");
      LineContext line =
          new LineContext(
              new LineMeans(
                  vision,
                  rules,
                  time,
                  metrics.registry(),
                  new LineMeans.Buffers(config.ingest().bufferBytesPerCamera(), buffers)),
              new EventStore(
                  new EventFactory(
                      config.agent(),
                      AgentVersions.current(),
                      Detectors.detecting(vision.detectors())),
                  outbox,
                  stopping),
              load);
      // Apart from what is analysed: a main stream takes no connection attempt from that, and
      // outpost_stream_up goes on to tell of the analysed stream.
      Ingest mains =
          shutdown.add(
              "main streams",
              new Ingest(
                  new IngestEnvironment(loops, pace, background, time, new SimpleMeterRegistry()),
                  Settings.ingest(config.ingest())));
      restreams =
          config.restream().enabled()
              ? Optional.of(restreams(config, credentials, line))
              : Optional.empty();
      DeviceWatch.Shared devices =
          new DeviceWatch.Shared(
              new OnvifClient(background, time), background, loops, time, metrics.registry());
      cameras =
          new Cameras(
              new Cameras.Sources(
                  folder,
                  ingest,
                  mains,
                  loops,
                  camera ->
                      Detectors.of(camera, "cameras.d/" + camera.id() + ".yaml", usual, models),
                  restreams,
                  devices),
              line,
              progress);
      shutdown.add("cameras", cameras::close);
      console = shutdown.add("console", Console.start(config.console(), sources()));
      cameras.start();
      watchLoad(load, line, new AgentEvents(config.agent(), AgentVersions.current()));
      LOG.info(
          "agent started agent={} config={} state={} console=http://{}:{}",
          config.agent(),
          folder,
          config.stateDirectory(),
          config.console().address(),
          console.port());
    } catch (ConfigException | IOException | InterruptedException | RuntimeException failed) {
      shutdown.run();
      throw failed;
    }
  }

  /**
   * Starts the agent of a configuration folder.
   *
   * @throws ConfigException when the configuration cannot be used: nothing was started
   * @throws IOException when the state directory cannot be used
   */
  public static Agent start(Path folder, TimeSource time)
      throws ConfigException, IOException, InterruptedException {
    return start(folder, time, LoadLadder.Limits.DEFAULT);
  }

  /** The same with other limits, by which it sheds work when the box does not keep up. */
  static Agent start(Path folder, TimeSource time, LoadLadder.Limits limits)
      throws ConfigException, IOException, InterruptedException {
    return new Agent(folder, time, limits);
  }

  /** Where the console answers. */
  public int consolePort() {
    return console.port();
  }

  /** Where viewers connect to, if they are served. */
  Optional<Restreams> restreams() {
    return restreams;
  }

  /** How the cameras are doing, by id. */
  public List<CameraStatus> cameras() {
    return cameras.statuses();
  }

  /** Stops every part within some seconds each; what was observed is in the outbox. */
  @Override
  public void close() {
    LOG.info("agent stops");
    stopping.countDown();
    shutdown.run();
    LOG.info("agent stopped");
  }

  private Restreams restreams(AgentConfig config, CredentialStore credentials, LineContext line)
      throws ConfigException, IOException {
    EventLoopGroup viewerLoops = new NioEventLoopGroup(VIEWER_LOOPS, AgentThreads.named("viewers"));
    shutdown.add("viewers' event loops", () -> Settings.stop(viewerLoops));
    return shutdown.add(
        "viewers",
        Restreams.open(
            config.restream(),
            credentials,
            new RestreamEnvironment(
                viewerLoops,
                line.means().time(),
                metrics.registry(),
                line.means().buffers().budget())));
  }

  /** Each move is an event; what cannot be stored now is stored later, and holds up nobody. */
  private void watchLoad(LoadWatch load, LineContext line, AgentEvents events) {
    ExecutorService thread = threads("load");
    shutdown.add("load", load);
    thread.execute(
        () ->
            load.watch(
                progress,
                (move, cameras) ->
                    line.storeLater(events.moved(move, cameras, line.means().time().now()))));
  }

  private Console.Sources sources() {
    return new Console.Sources(metrics, progress::stuck, this::notReady, this::cameras);
  }

  private List<String> notReady() {
    return vision.ready() ? List.of() : List.of("vision: a worker is starting or has died");
  }

  /** A courier on a thread of its own; it closes its sink. */
  private void courier(Outbox outbox, Sink sink) {
    ExecutorService thread = threads("courier-" + sink.name());
    LoopProgress.Loop loop = progress.watch("courier " + sink.name(), LONGEST_DELIVERY);
    Courier courier = new Courier(outbox, sink, loop, metrics.registry());
    thread.execute(courier);
    shutdown.add("courier " + sink.name(), courier::stop);
  }

  /** Threads that end within {@link #STOP} when their turn comes. */
  private ExecutorService threads(String purpose) {
    ExecutorService threads = Executors.newCachedThreadPool(AgentThreads.named(purpose));
    shutdown.add(
        purpose + " threads",
        () -> {
          threads.shutdown();
          if (!threads.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("threads did not end in time purpose={}; interrupted", purpose);
            threads.shutdownNow();
          }
        });
    return threads;
  }
}
