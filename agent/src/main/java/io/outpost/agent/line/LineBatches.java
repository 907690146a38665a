package io.outpost.agent.line;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.evidence.LineMeans;
import io.outpost.agent.gate.Look;
import io.outpost.agent.time.TimeSource;
import io.outpost.agent.vision.Analysis;
import io.outpost.agent.vision.VisionStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one camera's line has with the vision worker: what waits for it, the one batch that is in
 * its hands, and whether the answer to that is of use still. Guarded by the line's lock.
 */
final class LineBatches implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LineBatches.class);

  private final Camera camera;
  private final TimeSource time;
  private final LoadWatch load;
  private final LineMeters meters;
  private final Backlog backlog;
  private final LineStream stream;
  // When the batch that the worker is waited for was handed over; 0 for none.
  private long handedNanos;
  // Raised when what was handed over before is of no use any more.
  private long episode;
  private long connection;
  private @Nullable String lastTrouble;

  /**
   * A batch in the worker's hands.
   *
   * @param stream that can take stills of its pictures until the next batch is handed over
   * @param episode when it was handed over, by what may make it useless, as is {@code connection}
   */
  record Handed(
      VisionStream stream, CompletableFuture<Analysis> answer, long episode, long connection) {}

  LineBatches(Camera camera, LineMeans means, LoadWatch load, LineMeters meters) {
    this.camera = camera;
    this.time = means.time();
    this.load = load;
    this.meters = meters;
    this.backlog = new Backlog(means.buffers().budget().open(camera.id()), this::countDropped);
    this.stream = new LineStream(camera, means.vision());
  }

  private void countDropped(DropReason reason, int units) {
    meters.dropped(reason, units);
    if (reason == DropReason.OVERLOAD) {
      load.dropped(units);
    }
  }

  /** Takes what comes from the camera now. */
  void add(Look look) {
    backlog.add(look);
  }

  /** These stand in for all that waits, and for what is in the worker's hands. */
  void replaceBy(List<Look> looks) {
    episode++;
    backlog.replaceBy(looks);
  }

  /** Nothing more will come of this connection. */
  void streamLost() {
    connection++;
    backlog.drop(DropReason.STREAM_LOST);
  }

  /** What was taken until now shows where the camera looked before. */
  void turned() {
    episode++;
    connection++;
    backlog.dropToNextKey(DropReason.TURNED);
  }

  /** Nothing that waits is looked at any more. */
  void stop() {
    backlog.drop(DropReason.CLOSED);
  }

  /** Whether anything waits that somebody wants to look at. */
  boolean isDue() {
    return backlog.isDue();
  }

  /**
   * Hands the next batch to the worker; call when one is due, and none in its hands.
   *
   * @param gated whether the worker has to know the scene
   */
  Handed hand(boolean gated) {
    List<Look> looks = backlog.take();
    VisionStream open = stream.open(looks.get(0).unit().codec(), gated);
    handedNanos = Math.max(1, time.nanos());
    return new Handed(open, open.analyse(looks), episode, connection);
  }

  /**
   * For how long the worker has been waited for, until it has answered and the stills of what it
   * saw are taken; 0 when it is not.
   */
  long waitingNanos(long nowNanos) {
    return handedNanos == 0 ? 0 : nowNanos - handedNanos;
  }

  /** The worker has answered. */
  void answered() {
    load.answered(waitingNanos(time.nanos()));
    lastTrouble = null;
  }

  /** The rules have had its pictures, and have what stills they want of them. */
  void seen() {
    handedNanos = 0;
  }

  /** The worker died over the batch or refused it: goes on at the next key picture. */
  void failed(String trouble) {
    seen();
    backlog.dropToNextKey(DropReason.WORKER_LOST);
    if (!trouble.equals(lastTrouble)) {
      LOG.warn("analysis interrupted camera={} message=\"{}\"", camera.id(), trouble);
      lastTrouble = trouble;
    }
  }

  /** Whether it is the last of a connection that is over, or of where the camera looked before. */
  boolean isPast(Handed batch) {
    return batch.connection() != connection;
  }

  /** Whether other looks stand in for it. */
  boolean isReplaced(Handed batch) {
    return batch.episode() != episode;
  }

  /** The last batch is in nobody's hands any more. */
  void done() {
    handedNanos = 0;
    backlog.done();
  }

  /** The worker's hold on this camera is given up; call when idle. */
  @Override
  public void close() {
    stream.close();
    backlog.close();
  }
}
