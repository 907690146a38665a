package io.outpost.agent.line;

import io.outpost.agent.analysis.Observation;
import io.outpost.agent.analysis.Observation.Signalled;
import io.outpost.agent.analysis.View;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.console.CameraStatus;
import io.outpost.agent.console.CameraStatuses;
import io.outpost.agent.evidence.LineEvidence;
import io.outpost.agent.evidence.MainStream;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.StreamListener;
import io.outpost.agent.ingest.StreamState;
import io.outpost.agent.ingest.StreamStatus;
import io.outpost.agent.time.TimeSource;
import java.util.Optional;

/**
 * One camera's way through the agent: access units through the gate to the vision worker, its
 * pictures to the rules, their observations to the outbox. Told of all that comes from the camera,
 * on whichever thread, and returns at once.
 *
 * <p>Its lock guards what the console shows, and nothing else is called under it: what is done has
 * one of its own.
 */
public final class CameraLine implements StreamListener {
  private final TimeSource time;
  private final LineEvidence evidence;
  private final LineWork work;

  // Guarded by this.
  private final PictureRate rate = new PictureRate();
  private CameraStatus status;

  /**
   * @param main the stream beside the analysed one that stills are taken from, if any
   */
  public CameraLine(Camera camera, LineContext context, Optional<MainStream> main) {
    this.time = context.means().time();
    this.status = CameraStatuses.initial(camera.id(), time.now());
    LineTold told = new LineTold(camera, context.store(), this::onStored);
    this.evidence = new LineEvidence(camera, context.means(), main, told::tell);
    this.work = new LineWork(camera, context, evidence, told);
  }

  private void onStored(Observation observation) {
    evidence.told(observation);
    synchronized (this) {
      status = CameraStatuses.withEvent(status, observation.captureTime().instant());
    }
  }

  @Override
  public void onAccessUnit(AccessUnit unit) {
    synchronized (this) {
      rate.add(unit.mediaMicros());
    }
    work.next(unit);
  }

  @Override
  public void onState(StreamStatus next) {
    boolean over = next.state() != StreamState.STREAMING;
    synchronized (this) {
      status = CameraStatuses.next(status, next, time.now());
      if (over) {
        rate.reset();
      }
    }
    if (over) {
      work.streamLost();
    }
  }

  /** The camera noticed something by itself. */
  public void onSignal(Signalled signalled) {
    work.tell(signalled);
  }

  /**
   * The camera looks elsewhere now. What was kept shows where it looked before: that is forgotten,
   * and what stands in its lanes is looked for when it looks there again.
   */
  public void onView(View now) {
    work.turn(now);
  }

  /** Something may be to be seen, the camera thinks. */
  public void onNoticed() {
    work.noticed();
  }

  /** What the console shows of this camera. */
  public synchronized CameraStatus status() {
    return CameraStatuses.withRate(status, rate.picturesPerSecond());
  }

  /**
   * Takes no more; what is open in the rules is stored, to go on when the camera is back, or
   * closed. Once; a second call does nothing.
   *
   * @param forGood whether it does not come back
   */
  public void close(boolean forGood) {
    work.stop(forGood);
  }

  /** Waits until nothing of this camera is on its way any more. */
  public void awaitIdle() throws InterruptedException {
    work.awaitIdle();
    evidence.awaitIdle();
  }

  /** The worker's hold on this camera is given up; call when idle. */
  public void release() {
    work.close();
    evidence.close();
  }
}
