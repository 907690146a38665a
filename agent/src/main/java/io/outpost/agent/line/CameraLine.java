package io.outpost.agent.line;

import io.outpost.agent.analysis.CameraAnalysis;
import io.outpost.agent.analysis.Observation;
import io.outpost.agent.analysis.Observation.Signalled;
import io.outpost.agent.analysis.StreamStills;
import io.outpost.agent.analysis.View;
import io.outpost.agent.camera.AnalysisMode;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Priority;
import io.outpost.agent.console.CameraStatus;
import io.outpost.agent.console.CameraStatuses;
import io.outpost.agent.evidence.LineEvidence;
import io.outpost.agent.evidence.MainStream;
import io.outpost.agent.gate.ActivityGate;
import io.outpost.agent.gate.Economy;
import io.outpost.agent.gate.GateMode.Watch;
import io.outpost.agent.gate.Look;
import io.outpost.agent.gate.Orders;
import io.outpost.agent.gate.Sampling;
import io.outpost.agent.gate.WakeReason;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GroupOfPictures;
import io.outpost.agent.ingest.StreamListener;
import io.outpost.agent.ingest.StreamState;
import io.outpost.agent.ingest.StreamStatus;
import io.outpost.agent.metrics.ReasonCounters;
import io.outpost.agent.store.OpenEvents;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Analysis;
import io.outpost.agent.vision.VisionStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One camera's way through the agent: access units through the gate to the vision worker, its
 * pictures to the rules, their observations to the outbox.
 *
 * <p>Access units arrive on an event loop and wait here, bounded in bytes. One batch at a time is
 * with the worker or with the rules, so that the rules run serially, in order, and can still ask
 * for stills of the pictures they are looking at. That also keeps a busy camera from starving a
 * quiet one: it never has more than one batch in the worker's queue.
 */
public final class CameraLine implements StreamListener {
  private static final Logger LOG = LoggerFactory.getLogger(CameraLine.class);

  private final Camera camera;
  private final LineContext context;
  private final LineMeters meters;
  private final GateMeters gateMeters;
  private final GateAudit audit;
  private final PictureRate rate = new PictureRate();
  private final CameraAnalysis analysis;
  private final OpenEvents openEvents;
  private final LineEvidence evidence;

  // Guarded by this.
  private final ActivityGate gate;
  private final Backlog backlog;
  private final PresenceReport presence = new PresenceReport();
  private boolean streamOver;
  private View view = View.UNKNOWN;
  // What is followed is told to its end as soon as nothing more of it waits.
  private boolean abandoned;
  private boolean closed;
  private boolean closedForGood;
  private boolean busy;
  // Whether detectors leave the camera alone.
  private boolean presenceOnly;
  // Since when a batch is in the worker's hands; 0 for none.
  private long handedNanos;
  // Raised when what was ordered before is of no use any more.
  private long episode;
  private long connection;
  private final LineStream stream;
  private @Nullable String lastTrouble;
  private CameraStatus status;

  /**
   * @param main the stream beside the analysed one that stills are taken from, if any
   */
  public CameraLine(Camera camera, LineContext context, Optional<MainStream> main) {
    this.camera = camera;
    this.context = context;
    this.meters = new LineMeters(context.means().metrics(), camera.id());
    this.evidence = new LineEvidence(camera, context.means(), main, this::tell);
    this.backlog =
        new Backlog(context.means().buffers().budget().open(camera.id()), this::countDropped);
    this.analysis = evidence.analysis();
    this.gate =
        new ActivityGate(camera.watchfulness(), Sampling.INTERVAL, evidence.kept(), camera.zone());
    this.gate.share(context.load().starts());
    this.gateMeters = new GateMeters(context.means().metrics(), camera.id(), gate);
    this.audit =
        new GateAudit(
            camera,
            new GateAudit.Means(
                context.means().vision(), context.means().rules(), context.means().metrics()),
            GateAudit.ONE_IN);
    this.stream = new LineStream(camera, context.means().vision());
    this.status = CameraStatuses.initial(camera.id(), context.means().time().now());
    this.openEvents = new OpenEvents(camera, context.store(), context.means().time(), analysis);
    this.busy = true;
    context.load().join(this);
    context.means().rules().execute(() -> finish(openEvents::restore));
  }

  private void countDropped(DropReason reason, int units) {
    meters.dropped(reason, units);
    if (reason == DropReason.OVERLOAD) {
      context.load().dropped(units);
    }
  }

  Priority priority() {
    return camera.watchfulness().priority();
  }

  /** Whether it is watched in strict mode, when nothing is spared. */
  synchronized boolean strict() {
    return gate.strict();
  }

  /** For how long a batch has been in the worker's hands; 0 when none is. */
  synchronized long waitingNanos(long nowNanos) {
    return handedNanos == 0 ? 0 : nowNanos - handedNanos;
  }

  /**
   * Spares the box from now on as said. Whom the detectors leave alone, of them what is followed is
   * told to its end, after what was seen before was analysed.
   */
  synchronized void ease(Economy economy) {
    boolean before = presenceOnly;
    presenceOnly = economy.presenceOnly();
    gate.ease(economy);
    if (presenceOnly != before && !closed) {
      abandoned = presenceOnly;
      tellPresence();
      proceed();
    }
  }

  /** Holds the lock. */
  private void tellPresence() {
    Optional<Observation> told = closed ? Optional.empty() : presence.turn(gate.present());
    if (told.isPresent() && gate.present()) {
      gateMeters.woke(gate.reason());
    }
    told.ifPresent(one -> context.means().rules().execute(() -> tell(one)));
  }

  @Override
  public synchronized void onAccessUnit(AccessUnit unit) {
    if (closed) {
      return;
    }
    rate.add(unit.mediaMicros());
    presence.seen(unit.captureTime());
    obey(gate.next(unit));
    evidence.add(unit, gate.mode().watch() != Watch.ALWAYS);
    proceed();
  }

  @Override
  public synchronized void onState(StreamStatus next) {
    status = CameraStatuses.next(status, next, context.means().time().now());
    if (next.state() != StreamState.STREAMING && !closed) {
      rate.reset();
      evidence.finish(); // With what the gate is about to forget.
      gate.restart();
      connection++;
      backlog.drop(DropReason.STREAM_LOST);
      streamOver = true;
      proceed();
    }
  }

  /** The camera noticed something by itself; returns at once. */
  public void onSignal(Signalled signalled) {
    synchronized (this) {
      if (closed) {
        return;
      }
    }
    context.means().rules().execute(() -> tell(signalled));
  }

  /**
   * The camera looks elsewhere now. What was kept shows where it looked before: that is forgotten,
   * and what stands in its lanes is looked for when it looks there again.
   */
  public synchronized void onView(View now) {
    view = now;
    if (!closed) {
      evidence.finish(); // With what the gate is about to forget.
      gate.restart();
      episode++;
      connection++;
      backlog.dropToNextKey(DropReason.TURNED);
      streamOver = true;
      proceed();
    }
  }

  /** Something may be to be seen, the camera thinks. */
  public synchronized void onNoticed() {
    if (!closed) {
      obey(gate.signal());
      tellPresence();
      proceed();
    }
  }

  private synchronized void stored(Observation observation) {
    evidence.told(observation);
    status = CameraStatuses.withEvent(status, observation.captureTime().instant());
  }

  /** Beside what the rules tell. */
  private void tell(Observation observation) {
    try {
      context.store().store(camera, observation);
      stored(observation);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the console shows of this camera. */
  public synchronized CameraStatus status() {
    return CameraStatuses.withRate(status, rate.picturesPerSecond());
  }

  /**
   * Takes no more; what is open in the rules is stored, to go on when the camera is back, or
   * closed.
   *
   * @param forGood whether it does not come back
   */
  public synchronized void close(boolean forGood) {
    closed = true;
    closedForGood = forGood;
    gate.close();
    backlog.drop(DropReason.CLOSED);
    streamOver = true;
    proceed();
  }

  /** Waits until nothing of this camera is on its way any more. */
  public void awaitIdle() throws InterruptedException {
    awaitRules();
    evidence.awaitIdle();
  }

  private synchronized void awaitRules() throws InterruptedException {
    while (busy) {
      wait();
    }
    evidence.finish();
  }

  private void obey(Orders orders) {
    if (orders.replacing()) {
      episode++;
      backlog.replaceBy(orders.looks());
      gateMeters.woke(gate.reason());
      if (gate.reason() == WakeReason.MOTION) {
        audit.woke();
      }
      LOG.debug(
          "camera woke camera={} reason={}", camera.id(), ReasonCounters.label(gate.reason()));
    } else {
      orders.looks().forEach(backlog::add);
    }
  }

  /** Starts the next piece of work if none is under way. Holds the lock. */
  private void proceed() {
    if (busy) {
      return;
    }
    if (streamOver) {
      streamOver = false;
      busy = true;
      boolean last = closed;
      boolean forGood = closedForGood;
      context.means().rules().execute(() -> finish(() -> interrupted(forGood), last));
    } else if (backlog.isDue() && !closed) {
      busy = true;
      List<Look> looks = backlog.take();
      VisionStream open = stream.open(looks.get(0).unit().codec(), needsGate());
      Ordered ordered = new Ordered(open, episode, connection);
      handedNanos = Math.max(1, context.means().time().nanos());
      var unused =
          open.analyse(looks)
              .whenCompleteAsync(
                  (done, failure) -> onAnalysed(ordered, done, failure), context.means().rules());
    } else if (abandoned) {
      abandoned = false;
      busy = true;
      context.means().rules().execute(() -> finish(this::endObservations));
    }
  }

  /** When a batch was ordered, by what has happened since then it may be of no use. */
  private record Ordered(VisionStream stream, long episode, long connection) {}

  /** Whether the worker has to know the scene; not before what waits for detectors is done. */
  private boolean needsGate() {
    return (presenceOnly && !abandoned) || camera.watchfulness().mode() != AnalysisMode.ALWAYS;
  }

  private void onAnalysed(Ordered ordered, @Nullable Analysis done, @Nullable Throwable failure) {
    answered(done != null);
    if (done == null) {
      onTrouble(String.valueOf(failure == null ? "no answer" : failure.getMessage()));
      finish(analysis::interrupt);
    } else if (heed(ordered, done)) {
      finish(() -> observe(ordered.stream(), done));
    } else {
      finish(List::of);
    }
  }

  private synchronized void answered(boolean well) {
    if (well) {
      context.load().answered(waitingNanos(context.means().time().nanos()));
    }
    handedNanos = 0;
  }

  /**
   * Shows the gate what was seen.
   *
   * @return whether the pictures are for the rules; not when the gate wants them looked at again,
   *     after others that came before them
   */
  private synchronized boolean heed(Ordered ordered, Analysis done) {
    lastTrouble = null;
    gateMeters.glanced(done.glances());
    if (ordered.connection() != connection) {
      return true; // The last of a stream that is over.
    }
    if (ordered.episode() != episode) {
      return false;
    }
    boolean quiet = !gate.awake();
    Orders orders = gate.heed(done.glances());
    obey(orders);
    tellPresence();
    if (orders.replacing()) {
      return false;
    }
    for (AnalysedPicture picture : done.pictures()) {
      gate.analysed(picture.mediaMicros());
    }
    if (quiet) {
      analysis.rested();
      gate.lastUnseenGroup().ifPresent(group -> audit.offer(group, this::onMissed));
    }
    return true;
  }

  private synchronized void onMissed(GroupOfPictures group) {
    LOG.info(
        "gate missed something camera={}; if that happens often, set analysis.mode: strict",
        camera.id());
    if (!closed) {
      obey(gate.missed(group));
      proceed();
    }
  }

  private List<Observation> observe(VisionStream open, Analysis done) {
    synchronized (this) {
      analysis.turn(view);
    }
    List<Observation> observations = analysis.analyse(done, new StreamStills(open));
    meters.count(analysis);
    boolean occupied = analysis.occupied();
    synchronized (this) {
      gate.occupied(occupied && !presenceOnly);
    }
    return observations;
  }

  /** There are no pictures: what stands is looked for when there are again, unless that is late. */
  private List<Observation> interrupted(boolean forGood) {
    if (forGood) {
      return endObservations();
    }
    List<Observation> ends = new ArrayList<>(analysis.interrupt());
    ends.addAll(analysis.giveUp(context.means().time().now()));
    meters.count(analysis);
    synchronized (this) {
      presence.turn(false).ifPresent(ends::add);
    }
    return ends;
  }

  private List<Observation> endObservations() {
    List<Observation> ends = new ArrayList<>(analysis.end());
    meters.count(analysis);
    synchronized (this) {
      presence.turn(false).ifPresent(ends::add);
    }
    return ends;
  }

  /** A piece of work that ends with observations, stored before the next one begins. */
  private interface Work {
    List<Observation> observations();
  }

  private void finish(Work work) {
    finish(work, false);
  }

  /**
   * @param last whether the camera stops after it
   */
  private void finish(Work work, boolean last) {
    try {
      openEvents.store(work.observations(), this::stored);
      if (last) {
        openEvents.flush();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException bug) {
      // Ends this batch, not the camera: the next picture may well be fine.
      LOG.error("analysis failed camera={}; report this with the log around it", camera.id(), bug);
    }
    synchronized (this) {
      busy = false;
      backlog.done();
      proceed();
      notifyAll();
    }
  }

  /** The worker died over the batch or refused it: goes on at the next key picture. */
  private synchronized void onTrouble(String trouble) {
    backlog.dropToNextKey(DropReason.WORKER_LOST);
    if (!trouble.equals(lastTrouble)) {
      LOG.warn("analysis interrupted camera={} message=\"{}\"", camera.id(), trouble);
      lastTrouble = trouble;
    }
  }

  /** The worker's hold on this camera is given up; call when idle. */
  public synchronized void release() {
    stream.close();
    evidence.close();
    context.load().leave(this);
    backlog.close();
    meters.close();
    gateMeters.close();
    audit.close();
  }
}
