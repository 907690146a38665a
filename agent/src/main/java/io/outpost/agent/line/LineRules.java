package io.outpost.agent.line;

import io.outpost.agent.analysis.CameraAnalysis;
import io.outpost.agent.analysis.Observation;
import io.outpost.agent.analysis.StreamStills;
import io.outpost.agent.analysis.View;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.store.OpenEvents;
import io.outpost.agent.time.TimeSource;
import io.outpost.agent.vision.Analysis;
import io.outpost.agent.vision.VisionStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of one camera's line, and how what they tell gets to the store. One piece of work at a
 * time, each seeing what the one before left: the line sees to that. Takes no lock, and may block
 * for stills and for the disk.
 */
final class LineRules {
  private static final Logger LOG = LoggerFactory.getLogger(LineRules.class);

  private final Camera camera;
  private final CameraAnalysis analysis;
  private final OpenEvents open;
  private final LineMeters meters;
  private final TimeSource time;
  private volatile View view = View.UNKNOWN;

  /** A piece of work that ends with observations. */
  interface Work {
    List<Observation> observations();
  }

  LineRules(Camera camera, LineContext context, CameraAnalysis analysis, LineMeters meters) {
    this.camera = camera;
    this.analysis = analysis;
    this.meters = meters;
    this.time = context.means().time();
    this.open = new OpenEvents(camera, context.store(), time, analysis);
  }

  /** What is over of what was open when the agent ended; the rest goes on. */
  List<Observation> restore() {
    return open.restore();
  }

  /** The camera looks there from now on; any thread. */
  void turn(View now) {
    view = now;
  }

  /** What is to be seen in pictures that the worker still holds. */
  List<Observation> observe(VisionStream stream, Analysis done) {
    analysis.turn(view);
    List<Observation> observations = analysis.analyse(done, new StreamStills(stream));
    meters.count(analysis);
    return observations;
  }

  /** Whether a body is followed, which may be at rest. */
  boolean occupied() {
    return analysis.occupied();
  }

  /** Nothing has moved since the pictures before. */
  void rested() {
    analysis.rested();
  }

  /** Pictures are missing. */
  List<Observation> interrupt() {
    return analysis.interrupt();
  }

  /** There are no pictures: what stands is looked for when there are again, unless that is late. */
  List<Observation> giveUp() {
    List<Observation> ends = new ArrayList<>(analysis.interrupt());
    ends.addAll(analysis.giveUp(time.now()));
    meters.count(analysis);
    return ends;
  }

  /** Nobody looks any more: all that is open is over. */
  List<Observation> end() {
    List<Observation> ends = analysis.end();
    meters.count(analysis);
    return ends;
  }

  /**
   * Does a piece of work, and returns when what it tells is stored.
   *
   * @param last whether the camera stops after it
   * @param stored told of each observation when all are stored
   */
  void run(Work work, boolean last, Consumer<Observation> stored) {
    try {
      open.store(work.observations(), stored);
      if (last) {
        open.suspend();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException bug) {
      // Ends this batch, not the camera: the next picture may well be fine.
      LOG.error("analysis failed camera={}; report this with the log around it", camera.id(), bug);
    }
  }
}
