package io.outpost.agent.evidence;

import io.outpost.agent.analysis.Clip.Absence;
import io.outpost.agent.analysis.Observation;
import io.outpost.agent.analysis.Observation.ClipTaken;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.ingest.BufferAccount;
import io.outpost.agent.vision.GroupStills;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the clips of one camera's line while it goes on: cut out when their time has come, put
 * together by a worker and stored on another thread. Pictures that wait for the worker are held by
 * a {@link BufferAccount}, for the ring may let go of them. Thread-safe.
 */
final class LineClips implements AutoCloseable {
  private final Camera camera;
  private final LineMeans means;
  private final LaneClips clips;
  private final BufferAccount account;
  private final ClipMeters meters;
  private final Consumer<Observation> store;

  // Guarded by this.
  private @Nullable GroupStills worker;
  private int underWay;

  /**
   * @param store stores what is told; may wait
   */
  LineClips(
      Camera camera, LineMeans means, List<LaneClips.Source> sources, Consumer<Observation> store) {
    this.camera = camera;
    this.means = means;
    this.clips = new LaneClips(camera, sources);
    this.account = means.buffers().budget().open(camera.id());
    this.meters = new ClipMeters(means.metrics(), camera.id());
    this.store = store;
  }

  synchronized void told(Observation observation) {
    clips.told(observation);
  }

  /** A picture of the analysed stream has come. */
  synchronized void advance(long mediaMicros) {
    clips.due(mediaMicros).forEach(this::start);
  }

  /** The stream is over: clips are as long as they have become. */
  synchronized void finish() {
    clips.rest().forEach(this::start);
  }

  private void start(LaneClips.Order wanted) {
    long bytes = wanted.cut().map(ClipCut::sizeBytes).orElse(0L);
    boolean reserved = account.reserve(bytes);
    LaneClips.Order order = reserved ? wanted : wanted.without(Absence.MEMORY);
    long held = reserved ? bytes : 0;
    underWay++;
    means.rules().execute(() -> make(order, held));
  }

  private void make(LaneClips.Order order, long heldBytes) {
    try {
      ClipTaken taken = LaneClips.take(order, this::worker);
      meters.count(taken);
      store.accept(taken);
    } finally {
      account.release(heldBytes);
      synchronized (this) {
        underWay--;
        notifyAll();
      }
    }
  }

  private synchronized GroupStills worker() {
    GroupStills open = worker;
    if (open == null) {
      open = means.vision().stills(camera);
      worker = open;
    }
    return open;
  }

  /** Waits until none is under way. */
  synchronized void awaitIdle() throws InterruptedException {
    while (underWay > 0) {
      wait();
    }
  }

  /** Call when idle. */
  @Override
  public synchronized void close() {
    if (worker != null) {
      worker.close();
      worker = null;
    }
    account.close();
    meters.close();
  }
}
