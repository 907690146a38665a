package io.outpost.agent;

import io.outpost.agent.analysis.CameraAnalysis;
import io.outpost.agent.analysis.Observation;
import io.outpost.agent.analysis.Observation.Signalled;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.console.CameraStatus;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.StreamListener;
import io.outpost.agent.ingest.StreamState;
import io.outpost.agent.ingest.StreamStatus;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Analysis;
import io.outpost.agent.vision.Look;
import io.outpost.agent.vision.Sampling;
import io.outpost.agent.vision.StreamSpec;
import io.outpost.agent.vision.VisionStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One camera's way through the agent: access units to the vision worker, its pictures to the rules,
 * their observations to the outbox.
 *
 * <p>Access units arrive on an event loop and wait here, bounded in bytes. One batch at a time is
 * with the worker or with the rules, so that the rules run serially, in order, and can still ask
 * for stills of the pictures they are looking at. A batch ends with a picture that is to be
 * analysed: nothing is decoded before it is needed. When the box does not keep up, fewer of the
 * pictures that wait are looked at; when that does not help, all that waits is dropped to the next
 * key picture, and counted.
 */
final class CameraLine implements StreamListener {
  private static final Logger LOG = LoggerFactory.getLogger(CameraLine.class);

  /** Some seconds of a 4 Mbit/s stream; more of a backlog would only make events late. */
  static final long MAX_WAITING_BYTES = 4L << 20;

  /** About a second's. A backlog looked at in full would only take longer and grow. */
  static final int MAX_LOOKS = 6;

  private final Camera camera;
  private final LineContext context;
  private final LineMeters meters;
  private final PictureRate rate = new PictureRate();
  private final Sampling sampling = new Sampling(LineContext.ANALYSIS_INTERVAL);
  private final CameraAnalysis analysis;

  // Guarded by this.
  private final List<Look> waiting = new ArrayList<>();
  private long waitingBytes;
  private boolean lookWaits;
  private boolean skipping;
  private boolean streamOver;
  private boolean closed;
  private boolean busy;
  private @Nullable VisionStream stream;
  private @Nullable String lastTrouble;
  private CameraStatus status;

  CameraLine(Camera camera, LineContext context) {
    this.camera = camera;
    this.context = context;
    this.meters = new LineMeters(context.metrics(), camera.id());
    this.analysis = new CameraAnalysis(camera);
    this.status = CameraStatuses.initial(camera.id(), context.time().now());
  }

  @Override
  public synchronized void onAccessUnit(AccessUnit unit) {
    if (closed) {
      return;
    }
    rate.add(unit.mediaMicros());
    if (skipping && !unit.key()) {
      meters.dropped(DropReason.AWAITING_KEY, 1);
      return;
    }
    skipping = false;
    if (waitingBytes + unit.sizeBytes() > MAX_WAITING_BYTES) {
      dropWaiting(DropReason.OVERLOAD);
      if (!unit.key()) {
        skipping = true;
        meters.dropped(DropReason.OVERLOAD, 1);
        return;
      }
    }
    boolean look = sampling.due(unit.mediaMicros());
    waiting.add(new Look(unit, look));
    waitingBytes += unit.sizeBytes();
    lookWaits |= look;
    proceed();
  }

  @Override
  public synchronized void onState(StreamStatus next) {
    status = CameraStatuses.next(status, next, context.time().now());
    if (next.state() != StreamState.STREAMING && !closed) {
      rate.reset();
      dropWaiting(DropReason.STREAM_LOST);
      streamOver = true;
      proceed();
    }
  }

  /** The camera noticed something by itself; returns at once. */
  void onSignal(Signalled signalled) {
    synchronized (this) {
      if (closed) {
        return;
      }
    }
    context.rules().execute(() -> store(signalled));
  }

  private void store(Observation observation) {
    try {
      context.store(camera, observation);
      synchronized (this) {
        status = CameraStatuses.withEvent(status, observation.captureTime().instant());
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the console shows of this camera. */
  synchronized CameraStatus status() {
    return CameraStatuses.withRate(status, rate.picturesPerSecond());
  }

  /** Takes no more; what is open in the rules is closed and stored. */
  synchronized void close() {
    closed = true;
    dropWaiting(DropReason.CLOSED);
    streamOver = true;
    proceed();
  }

  /** Waits until nothing of this camera is on its way any more. */
  synchronized void awaitIdle() throws InterruptedException {
    while (busy) {
      wait();
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
      context.rules().execute(() -> finish(this::endObservations));
    } else if (lookWaits && !closed) {
      busy = true;
      List<Look> batch = thinned(waiting);
      forgetWaiting();
      VisionStream open = open(batch.get(0).unit());
      var unused =
          open.analyse(batch)
              .whenCompleteAsync(
                  (done, failure) -> onAnalysed(open, done, failure), context.rules());
    }
  }

  /** All the pictures, of which at most {@link #MAX_LOOKS} are looked at, the last one for sure. */
  static List<Look> thinned(List<Look> waiting) {
    int looks = (int) waiting.stream().filter(Look::analyse).count();
    int step = (looks + MAX_LOOKS - 1) / MAX_LOOKS;
    List<Look> batch = new ArrayList<>();
    int left = looks;
    for (Look look : waiting) {
      if (look.analyse()) {
        left--;
      }
      batch.add(new Look(look.unit(), look.analyse() && left % step == 0));
    }
    return batch;
  }

  private VisionStream open(AccessUnit unit) {
    if (stream != null && stream.spec().codec() == unit.codec()) {
      return stream;
    }
    if (stream != null) {
      stream.close();
    }
    stream = context.vision().open(StreamSpec.of(camera, unit.codec()));
    return stream;
  }

  private void onAnalysed(VisionStream open, @Nullable Analysis done, @Nullable Throwable failure) {
    if (done == null) {
      onTrouble(String.valueOf(failure == null ? "no answer" : failure.getMessage()));
      finish(List::of);
      return;
    }
    synchronized (this) {
      lastTrouble = null;
    }
    finish(() -> observe(open, done));
  }

  private List<Observation> observe(VisionStream open, Analysis done) {
    List<Observation> observations = new ArrayList<>();
    long missedBefore = analysis.stillsMissed();
    for (AnalysedPicture picture : done.pictures()) {
      observations.addAll(analysis.analyse(picture, open::still));
    }
    meters.stillsMissed(analysis.stillsMissed() - missedBefore);
    return observations;
  }

  private List<Observation> endObservations() {
    return analysis.end();
  }

  /** A piece of work that ends with observations, stored before the next one begins. */
  private interface Work {
    List<Observation> observations();
  }

  private void finish(Work work) {
    try {
      for (Observation observation : work.observations()) {
        context.store(camera, observation);
        synchronized (this) {
          status = CameraStatuses.withEvent(status, observation.captureTime().instant());
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException bug) {
      // Ends this batch, not the camera: the next picture may well be fine.
      LOG.error("analysis failed camera={}; report this with the log around it", camera.id(), bug);
    }
    synchronized (this) {
      busy = false;
      proceed();
      notifyAll();
    }
  }

  /** The worker died over the batch or refused it: goes on at the next key picture. */
  private synchronized void onTrouble(String trouble) {
    dropWaiting(DropReason.WORKER_LOST);
    skipping = true;
    if (!trouble.equals(lastTrouble)) {
      LOG.warn("analysis interrupted camera={} message=\"{}\"", camera.id(), trouble);
      lastTrouble = trouble;
    }
  }

  private void dropWaiting(DropReason reason) {
    if (!waiting.isEmpty()) {
      meters.dropped(reason, waiting.size());
      forgetWaiting();
    }
  }

  private void forgetWaiting() {
    waiting.clear();
    waitingBytes = 0;
    lookWaits = false;
  }

  /** The worker's hold on this camera is given up; call when idle. */
  synchronized void release() {
    Optional.ofNullable(stream).ifPresent(VisionStream::close);
    meters.close();
  }
}
