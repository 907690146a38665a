package io.outpost.agent.line;

import io.outpost.agent.analysis.Observation;
import io.outpost.agent.analysis.View;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Priority;
import io.outpost.agent.evidence.LineEvidence;
import io.outpost.agent.gate.Economy;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GroupOfPictures;
import io.outpost.agent.vision.Analysis;
import io.outpost.agent.vision.VisionStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done for one camera's line, one thing at a time: a batch is with the worker, or something
 * with the rules. So the rules run serially, in order, and can still ask for stills of the pictures
 * they are looking at; and a busy camera never has more than one batch in the worker's queue.
 *
 * <p>It holds the lock: gate and batches are called under it. The rules, where they may wait, are
 * called without it, while {@code busy} keeps everybody else from them.
 */
final class LineWork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LineWork.class);

  private final Camera camera;
  private final LineContext context;
  private final Executor threads;
  private final LineMeters meters;
  private final LineEvidence evidence;
  private final LineRules rules;
  private final LineTold told;

  // Guarded by this.
  private final LineBatches batches;
  private final LineGate gate;
  private boolean streamOver;
  // What is followed is told to its end as soon as nothing more of it waits.
  private boolean abandoned;
  private boolean closed;
  private boolean closedForGood;
  private boolean busy;

  /**
   * Begins with what was open when the agent ended.
   *
   * @param evidence keeps the pictures of the gate; closed by others
   */
  LineWork(Camera camera, LineContext context, LineEvidence evidence, LineTold told) {
    this.camera = camera;
    this.context = context;
    this.threads = context.means().rules();
    this.meters = new LineMeters(context.means().metrics(), camera.id());
    this.evidence = evidence;
    this.told = told;
    this.batches = new LineBatches(camera, context.means(), context.load(), meters);
    this.gate = new LineGate(camera, context, evidence.kept(), batches);
    this.rules = new LineRules(camera, context, evidence.analysis(), meters);
    this.busy = true;
    context.load().join(this);
    threads.execute(() -> finish(rules::restore, false));
  }

  Priority priority() {
    return camera.watchfulness().priority();
  }

  /** Whether it is watched in strict mode, when nothing is spared. */
  synchronized boolean strict() {
    return gate.strict();
  }

  /** As {@link LineBatches#waitingNanos}. */
  synchronized long waitingNanos(long nowNanos) {
    return batches.waitingNanos(nowNanos);
  }

  /**
   * Spares the box from now on as said. Whom the detectors leave alone, of them what is followed is
   * told to its end, after what was seen before was analysed.
   */
  synchronized void ease(Economy economy) {
    if (gate.ease(economy) && !closed) {
      abandoned = gate.presenceOnly();
      tellPresence();
      proceed();
    }
  }

  /** A picture of the analysed stream has come. */
  synchronized void next(AccessUnit unit) {
    if (!closed) {
      gate.next(unit);
      evidence.add(unit, !gate.looksAtAll());
      proceed();
    }
  }

  /** The connection is over. */
  synchronized void streamLost() {
    if (!closed) {
      evidence.finish(); // With what the gate is about to forget.
      gate.restart();
      batches.streamLost();
      streamOver = true;
      proceed();
    }
  }

  /** The camera looks elsewhere now. */
  synchronized void turn(View now) {
    rules.turn(now);
    if (!closed) {
      evidence.finish(); // With what the gate is about to forget.
      gate.restart();
      batches.turned();
      streamOver = true;
      proceed();
    }
  }

  /** Something may be to be seen, the camera thinks. */
  synchronized void noticed() {
    if (!closed) {
      gate.noticed();
      tellPresence();
      proceed();
    }
  }

  private synchronized void onMissed(GroupOfPictures group) {
    LOG.info(
        "gate missed something camera={}; if that happens often, set analysis.mode: strict",
        camera.id());
    if (!closed) {
      gate.missed(group);
      proceed();
    }
  }

  /** As {@link CameraLine#close}. */
  synchronized void stop(boolean forGood) {
    if (closed) {
      return;
    }
    closed = true;
    closedForGood = forGood;
    gate.stop();
    batches.stop();
    streamOver = true;
    proceed();
  }

  /** Waits until nothing is under way. */
  synchronized void awaitIdle() throws InterruptedException {
    while (busy) {
      wait();
    }
    evidence.finish();
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
      threads.execute(() -> finish(() -> ends(forGood), last));
    } else if (batches.isDue() && !closed) {
      busy = true;
      LineBatches.Handed batch = batches.hand(gate.needsGlances(abandoned));
      var unused =
          batch
              .answer()
              .whenCompleteAsync((done, failure) -> onAnalysed(batch, done, failure), threads);
    } else if (abandoned) {
      abandoned = false;
      busy = true;
      threads.execute(() -> finish(() -> ends(true), false));
    }
  }

  private void onAnalysed(
      LineBatches.Handed batch, @Nullable Analysis done, @Nullable Throwable failure) {
    if (done == null) {
      synchronized (this) {
        batches.failed(String.valueOf(failure == null ? "no answer" : failure.getMessage()));
      }
      finish(rules::interrupt, false);
    } else if (heed(batch, done)) {
      finish(() -> observe(batch.stream(), done), false);
    } else {
      finish(List::of, false);
    }
  }

  /**
   * Shows the gate what was seen.
   *
   * @return whether the pictures are for the rules; not when the gate wants them looked at again,
   *     after others that came before them
   */
  private synchronized boolean heed(LineBatches.Handed batch, Analysis done) {
    batches.answered();
    gate.count(done.glances());
    if (batches.isPast(batch)) {
      return true; // The last of a stream that is over.
    }
    if (batches.isReplaced(batch)) {
      return false;
    }
    boolean quiet = gate.quiet();
    boolean again = gate.heed(done.glances());
    tellPresence();
    if (again) {
      return false;
    }
    gate.analysed(done.pictures());
    if (quiet) {
      rules.rested();
      gate.audit(this::onMissed);
    }
    return true;
  }

  private List<Observation> observe(VisionStream open, Analysis done) {
    List<Observation> observations = rules.observe(open, done);
    boolean occupied = rules.occupied();
    synchronized (this) {
      batches.seen(); // What comes now waits for the disk.
      gate.occupied(occupied);
    }
    return observations;
  }

  /** What ends when there are no pictures any more, for now or for good. */
  private List<Observation> ends(boolean forGood) {
    List<Observation> ends = new ArrayList<>(forGood ? rules.end() : rules.giveUp());
    synchronized (this) {
      gate.presenceEnds().ifPresent(ends::add);
    }
    return ends;
  }

  /** Ends a piece of work of the rules: what it tells is stored before the next one begins. */
  private void finish(LineRules.Work work, boolean last) {
    rules.run(work, last, told::stored);
    synchronized (this) {
      busy = false;
      batches.done();
      proceed();
      notifyAll();
    }
  }

  /** Holds the lock. */
  private void tellPresence() {
    if (!closed) {
      gate.presence().ifPresent(this::tell);
    }
  }

  /** Has something stored that the rules know nothing of, unless the line is closed. */
  synchronized void tell(Observation observation) {
    if (!closed) {
      threads.execute(() -> told.tell(observation));
    }
  }

  /** The worker's hold on this camera is given up; call when idle. */
  @Override
  public synchronized void close() {
    batches.close();
    context.load().leave(this);
    meters.close();
    gate.close();
  }
}
