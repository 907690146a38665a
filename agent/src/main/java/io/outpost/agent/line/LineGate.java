package io.outpost.agent.line;

import io.outpost.agent.analysis.Observation;
import io.outpost.agent.camera.AnalysisMode;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.gate.ActivityGate;
import io.outpost.agent.gate.Economy;
import io.outpost.agent.gate.GateMode.Watch;
import io.outpost.agent.gate.Glance;
import io.outpost.agent.gate.Orders;
import io.outpost.agent.gate.Sampling;
import io.outpost.agent.gate.WakeReason;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GopBuffer;
import io.outpost.agent.ingest.GroupOfPictures;
import io.outpost.agent.metrics.ReasonCounters;
import io.outpost.agent.vision.AnalysedPicture;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate of one camera's line: has the batches hold what it orders, and shows what it does, in
 * metrics, by audits, and, while detectors leave the camera alone, in what is told of presence.
 * Guarded by the line's lock.
 */
final class LineGate implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LineGate.class);

  private final Camera camera;
  private final LineBatches batches;
  private final ActivityGate gate;
  private final GateMeters meters;
  private final GateAudit audit;
  private final PresenceReport presence = new PresenceReport();
  // Whether detectors leave the camera alone.
  private boolean presenceOnly;

  /**
   * @param kept filled by the gate
   */
  LineGate(Camera camera, LineContext context, GopBuffer kept, LineBatches batches) {
    this.camera = camera;
    this.batches = batches;
    this.gate = new ActivityGate(camera.watchfulness(), Sampling.INTERVAL, kept, camera.zone());
    this.gate.share(context.load().starts());
    this.meters = new GateMeters(context.means().metrics(), camera.id(), gate);
    this.audit =
        new GateAudit(
            camera,
            new GateAudit.Means(
                context.means().vision(), context.means().rules(), context.means().metrics()),
            GateAudit.ONE_IN);
  }

  /** Whether the camera is watched in strict mode, when nothing is spared. */
  boolean strict() {
    return gate.strict();
  }

  /** Whether the gate looks at everything, and so needs nothing to be kept. */
  boolean looksAtAll() {
    return gate.mode().watch() == Watch.ALWAYS;
  }

  /** Whether nothing moves, as far as it knows. */
  boolean quiet() {
    return !gate.awake();
  }

  /** Whether detectors leave the camera alone. */
  boolean presenceOnly() {
    return presenceOnly;
  }

  /**
   * Whether the worker has to know the scene, so that the gate is told of it.
   *
   * @param abandoned whether detectors are to look at what waits still, though they leave the
   *     camera alone
   */
  boolean needsGlances(boolean abandoned) {
    return (presenceOnly && !abandoned) || camera.watchfulness().mode() != AnalysisMode.ALWAYS;
  }

  /**
   * Spares the box from now on as said.
   *
   * @return whether detectors look at the camera again, or leave it alone now
   */
  boolean ease(Economy economy) {
    boolean before = presenceOnly;
    presenceOnly = economy.presenceOnly();
    gate.ease(economy);
    return presenceOnly != before;
  }

  /** Takes the next access unit. */
  void next(AccessUnit unit) {
    presence.seen(unit.captureTime());
    obey(gate.next(unit));
  }

  /** Something may be to be seen, the camera thinks. */
  void noticed() {
    obey(gate.signal());
  }

  /** An audit found somebody in what was called quiet. */
  void missed(GroupOfPictures group) {
    obey(gate.missed(group));
  }

  /**
   * Takes what the worker saw of the scene.
   *
   * @return whether it wants the pictures looked at again, after others that came before them
   */
  boolean heed(List<Glance> glances) {
    Orders orders = gate.heed(glances);
    obey(orders);
    return orders.replacing();
  }

  private void obey(Orders orders) {
    if (orders.replacing()) {
      batches.replaceBy(orders.looks());
      meters.woke(gate.reason());
      if (gate.reason() == WakeReason.MOTION) {
        audit.woke();
      }
      LOG.debug(
          "camera woke camera={} reason={}", camera.id(), ReasonCounters.label(gate.reason()));
    } else {
      orders.looks().forEach(batches::add);
    }
  }

  /** Counts what the worker saw, whether it is of use or not. */
  void count(List<Glance> glances) {
    meters.glanced(glances);
  }

  /** The rules get these pictures: none before them is to be looked at any more. */
  void analysed(List<AnalysedPicture> pictures) {
    pictures.forEach(picture -> gate.analysed(picture.mediaMicros()));
  }

  /**
   * Has what was called quiet last looked at, now and then.
   *
   * @param onMissed told, later and on another thread, when something passes in it
   */
  void audit(Consumer<GroupOfPictures> onMissed) {
    gate.lastUnseenGroup().ifPresent(group -> audit.offer(group, onMissed));
  }

  /** Whether the rules follow a body, which may be at rest. */
  void occupied(boolean anybody) {
    gate.occupied(anybody && !presenceOnly);
  }

  /** What there is to tell now of whether something moves. */
  Optional<Observation> presence() {
    Optional<Observation> told = presence.turn(gate.present());
    if (told.isPresent() && gate.present()) {
      meters.woke(gate.reason());
    }
    return told;
  }

  /** What there is to tell when nobody looks any more. */
  Optional<Observation> presenceEnds() {
    return presence.turn(false);
  }

  /** Nothing that is kept goes on from here. It begins anew. */
  void restart() {
    gate.restart();
  }

  /** Takes no more; gives up its place. */
  void stop() {
    gate.close();
  }

  /** It is shown no longer. */
  @Override
  public void close() {
    meters.close();
    audit.close();
  }
}
