package io.outpost.agent.vision;

import io.micrometer.core.instrument.MeterRegistry;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.time.TimeSource;
import io.outpost.agent.vision.model.DetectorChoice;
import io.outpost.agent.vision.model.ModelKind;
import io.outpost.agent.vision.wire.CheckHealth;
import io.outpost.agent.vision.wire.Mux;
import io.outpost.agent.vision.wire.OpenClip;
import io.outpost.agent.vision.wire.OpenEncoder;
import io.outpost.agent.vision.wire.TimeDetector;
import io.outpost.agent.vision.wire.Timed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All vision workers, and everything that may be asked of them. Keeps them running: a worker that
 * dies is started again, with back-off, and its streams go on at their next key picture; a stream
 * that killed its worker twice in a row is put into quarantine.
 *
 * <p>Safe for any thread. Each worker occupies one thread of the executor that was given.
 */
public final class VisionWorkers implements AutoCloseable {
  private final List<WorkerLink> links = new ArrayList<>();
  private final AtomicLong nextId = new AtomicLong(1);

  private final VisionMetrics metrics;
  private final ChosenDetectors detectors;

  private VisionWorkers(VisionMetrics metrics, ChosenDetectors detectors) {
    this.metrics = metrics;
    this.detectors = detectors;
  }

  /**
   * Starts workers or connects to them, in the background.
   *
   * @param executor without a bound on its threads; answers are handed to callers on it
   * @throws IllegalArgumentException when the models are not where the settings say
   */
  public static VisionWorkers start(
      VisionSettings settings, Executor executor, TimeSource time, MeterRegistry registry) {
    var metrics = new VisionMetrics(registry);
    var quarantine = new Quarantine(time, metrics);
    var detectors = new ChosenDetectors(settings.detectors(), metrics);
    var workers = new VisionWorkers(metrics, detectors);
    var shared = new WorkerLink.Shared(executor, time, metrics, quarantine, detectors);
    for (WorkerEndpoint endpoint : WorkerEndpoint.of(settings)) {
      workers.links.add(new WorkerLink(endpoint, settings.callTimeout(), shared));
    }
    metrics.watch(workers.links);
    workers.links.forEach(executor::execute);
    return workers;
  }

  /**
   * Waits until every worker has answered once.
   *
   * @throws IOException with the reason, when one has not in time
   */
  public void awaitReady(Duration limit) throws IOException, InterruptedException {
    for (WorkerLink link : links) {
      link.awaitReady(limit);
    }
  }

  /** Whether every worker answers now. */
  public boolean ready() {
    return links.stream().allMatch(WorkerLink::up);
  }

  /** What pictures are looked at with. */
  public ChosenDetectors detectors() {
    return detectors;
  }

  /**
   * Waits until every worker has been handed the detectors that were chosen.
   *
   * @throws IOException when one of them cannot be used, with the reason
   */
  public void awaitDetectors() throws IOException {
    nativeObjects(); // Nothing is answered before.
    for (ModelKind kind : ModelKind.values()) {
      Optional<String> refusal = detectors.refusal(kind);
      if (refusal.isPresent()) {
        throw new IOException(refusal.get());
      }
    }
  }

  /**
   * What one call of the usual detector for this takes.
   *
   * @param calls of which the median is told
   */
  public DetectorTime time(ModelKind kind, int calls) throws IOException {
    var time =
        TimeDetector.newBuilder()
            .setModel(detectors.id(kind))
            .setFaces(kind == ModelKind.FACE)
            .setCalls(calls);
    Timed timed = leastLoaded().ask(request -> request.setTimeDetector(time)).getTimed();
    return new DetectorTime(
        Duration.of(timed.getMedianMicros(), ChronoUnit.MICROS), Wire.numbers(timed.getNumbers()));
  }

  /** What all workers' threads together have spent on batches since the start, nanoseconds. */
  public long spentNanos() {
    return metrics.spentNanos();
  }

  /**
   * Looks at a camera's pictures with these detectors from its next stream on. Workers that do not
   * know one yet are handed it, between what they have in hands and what comes after this. Waits
   * for nothing.
   */
  public synchronized void use(Camera camera, DetectorChoice choice) {
    tell(detectors.use(camera.id(), choice));
  }

  /** The camera is looked at no more; its streams are closed. */
  public synchronized void forget(String camera) {
    tell(detectors.forget(camera));
  }

  private void tell(ChosenDetectors.Change change) {
    for (WorkerLink link : links) {
      change.wanted().forEach(model -> link.submit(detectors.call(model)));
      change.unwanted().forEach(id -> link.submit(new DropCall(id, detectors)));
    }
  }

  /** Gives the stream to the worker that has the fewest. Waits for nothing. */
  public VisionStream open(StreamSpec spec) {
    WorkerLink link = leastLoaded();
    long id = nextId.getAndIncrement();
    link.hold(id);
    return new VisionStream(link, spec, id);
  }

  /** Takes stills of a camera's stream that is not analysed. Waits for nothing. */
  public GroupStills stills(Camera camera) {
    WorkerLink link = leastLoaded();
    long id = nextId.getAndIncrement();
    link.hold(id);
    return new GroupStills(link, camera, id);
  }

  /**
   * Opens a clip.
   *
   * @param start when its first picture was taken
   * @throws IOException when there is no such file, no video in it, or none of a supported codec
   */
  public ClipReader clip(Path file, Instant start) throws IOException {
    WorkerLink link = leastLoaded();
    long id = nextId.getAndIncrement();
    var open = OpenClip.newBuilder().setClip(id).setPath(file.toAbsolutePath().toString());
    return new ClipReader(
        link, id, start, link.ask(request -> request.setOpenClip(open)).getClip());
  }

  /**
   * Puts coded pictures, in decoding order and beginning with a key picture, into a fragmented MP4
   * as they are.
   */
  public byte[] mux(List<AccessUnit> units) throws IOException {
    if (units.isEmpty()) {
      throw new IllegalArgumentException("nothing to put into an MP4");
    }
    var mux = Mux.newBuilder().setCodec(Wire.codec(units.get(0).codec()));
    units.forEach(unit -> mux.addUnits(Wire.unit(unit)));
    return leastLoaded().ask(request -> request.setMux(mux)).getMuxed().getMp4().toByteArray();
  }

  /** Opens an H.264 encoder. */
  public VideoEncoder encoder(EncoderSpec spec) throws IOException {
    WorkerLink link = leastLoaded();
    long id = nextId.getAndIncrement();
    var open =
        OpenEncoder.newBuilder()
            .setEncoder(id)
            .setWidth(spec.width())
            .setHeight(spec.height())
            .setFramesPerSecond(spec.framesPerSecond())
            .setKeyInterval(spec.keyInterval())
            .setBitsPerSecond(spec.bitsPerSecond());
    link.ask(request -> request.setOpenEncoder(open));
    return new VideoEncoder(link, id, spec);
  }

  /** Ends children, and closes the connections to others. What is in their hands fails. */
  @Override
  public void close() {
    links.forEach(WorkerLink::requestClose);
    links.forEach(WorkerLink::awaitClosed);
  }

  /** Native objects that are open in all workers; 0 when nothing is, but for loaded detectors. */
  long nativeObjects() throws IOException {
    long sum = 0;
    for (WorkerLink link : links) {
      var health = CheckHealth.getDefaultInstance();
      sum += link.ask(request -> request.setCheckHealth(health)).getHealth().getNativeObjects();
    }
    return sum;
  }

  private WorkerLink leastLoaded() {
    return links.stream().min(Comparator.comparingInt(WorkerLink::load)).orElseThrow();
  }
}
