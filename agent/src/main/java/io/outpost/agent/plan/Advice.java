package io.outpost.agent.plan;

import io.outpost.agent.gate.GateMode.Watch;
import java.util.ArrayList;
import java.util.List;

/**
 * A change to cameras that makes room.
 *
 * @param kind what to change
 * @param now how many cameras of this sort fit as they are
 * @param then how many fit when it is changed
 */
public record Advice(Kind kind, int now, int then) {
  /** What there is to change. */
  public enum Kind {
    /** Analyse a small picture rather than the full one. */
    SUB_STREAM,
    /** Wait on key pictures alone. */
    ECO,
    /** Set key pictures further apart, as far as the eco mode takes them. */
    KEYS_APART
  }

  /** The furthest apart that key pictures may be in eco mode, less a margin for their jitter. */
  private static final double KEYS_APART_SECONDS = 3.5;

  /** It is worth the walk when a tenth more cameras fit. */
  private static final double WORTHWHILE = 1.1;

  /** For cameras like this one, the most rewarding first. */
  public static List<Advice> of(PlannedCamera camera, Costs costs, Capacity box) {
    int now = box.fit(costs.of(camera)).count();
    List<Advice> all = new ArrayList<>();
    if (camera.stream().pixels() > PlannedStream.SUB.pixels()) {
      all.add(advice(Kind.SUB_STREAM, now, box, costs.of(camera.with(PlannedStream.SUB))));
    }
    if (camera.watch() != Watch.ECO) {
      all.add(advice(Kind.ECO, now, box, costs.of(camera.in(Watch.ECO))));
    }
    if (camera.watch() == Watch.ECO && camera.stream().keySeconds() < KEYS_APART_SECONDS) {
      PlannedStream apart = camera.stream().keyEvery(KEYS_APART_SECONDS);
      all.add(advice(Kind.KEYS_APART, now, box, costs.of(camera.with(apart))));
    }
    return all.stream()
        .filter(one -> one.then() >= Math.max(1, now) * WORTHWHILE)
        .sorted((one, other) -> Integer.compare(other.then(), one.then()))
        .toList();
  }

  private static Advice advice(Kind kind, int now, Capacity box, Demand changed) {
    return new Advice(kind, now, box.fit(changed).count());
  }
}
