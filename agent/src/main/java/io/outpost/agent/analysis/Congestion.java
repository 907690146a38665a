package io.outpost.agent.analysis;

import io.outpost.agent.analysis.Observation.CongestionNoticed;
import io.outpost.agent.vision.AnalysedPicture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the lanes of one group are congested: all of them slow, and for a while. In a queue it
 * says nothing about a vehicle that it stands, so that lanes of the group begin nothing then;
 * instead the queue is told, once for all of them. Looks at its lanes after they have looked at the
 * picture.
 */
final class Congestion implements Rule {
  /** For so long all lanes must have been slow; a group that has just stopped may be at a lamp. */
  static final long CONGESTED_MICROS = 3_000_000;

  /** For so long not all of them may be slow until it is over: queues move in waves. */
  static final long FREE_MICROS = 10_000_000;

  private final String group;
  private final List<LaneOccupation> lanes = new ArrayList<>();
  private boolean slow;
  private boolean congested;
  private long slowSinceMicros;
  private long slowUntilMicros = Long.MIN_VALUE;
  // What stands then has stood in a queue; only from there on that it stands is its own.
  private long congestedUntilMicros = Long.MIN_VALUE;
  private @Nullable AnalysedPicture lastSlow;
  private int standing;
  private boolean queued;

  Congestion(String group) {
    this.group = group;
  }

  void add(LaneOccupation lane) {
    lanes.add(lane);
  }

  /** Whether nothing begins in its lanes: they are congested, or about to be. */
  boolean holds() {
    return congested || slow;
  }

  /** Media time until which its lanes were last congested; long ago if they never were. */
  long untilMicros() {
    return congestedUntilMicros;
  }

  @Override
  public List<Observation> observe(Scene scene) {
    AnalysedPicture picture = scene.picture();
    long nowMicros = picture.mediaMicros();
    boolean slowNow = lanes.stream().allMatch(LaneOccupation::slow);
    if (slowNow) {
      if (!slow) {
        slowSinceMicros = congested ? slowSinceMicros : nowMicros;
      }
      lastSlow = picture;
      slowUntilMicros = nowMicros;
      standing = lanes.stream().mapToInt(LaneOccupation::standing).sum();
    }
    slow = slowNow;
    if (!congested && slow && nowMicros - slowSinceMicros >= CONGESTED_MICROS) {
      congested = true;
      return List.of(tell(Phase.BEGAN, scene.stills().scene().stream().toList()));
    }
    if (congested && nowMicros - slowUntilMicros >= FREE_MICROS) {
      return over();
    }
    return List.of();
  }

  private List<Observation> over() {
    congested = false;
    congestedUntilMicros = slowUntilMicros;
    return List.of(tell(Phase.ENDED, List.of()));
  }

  private CongestionNoticed tell(Phase phase, List<Image> images) {
    if (lastSlow == null) {
      throw new IllegalStateException("group " + group + " was never slow");
    }
    return new CongestionNoticed(
        group,
        lanes.stream().map(LaneOccupation::id).toList(),
        phase,
        lastSlow.mediaMicros(),
        lastSlow.captureTime(),
        standing,
        Duration.ofNanos((lastSlow.mediaMicros() - slowSinceMicros) * 1000),
        images);
  }

  @Override
  public boolean open() {
    return congested;
  }

  @Override
  public void rest(long micros) {
    slowUntilMicros += slow ? micros : 0;
  }

  /** What stood in the queue has stood in one; from now on it must show that it still does. */
  @Override
  public List<Observation> begin(AnalysedPicture first) {
    if (queued) {
      congestedUntilMicros = first.mediaMicros();
      queued = false;
    }
    return List.of();
  }

  @Override
  public List<Observation> end() {
    queued |= holds(); // Pictures may end again before they have begun.
    List<Observation> observations = congested ? over() : List.of();
    slow = false;
    slowUntilMicros = Long.MIN_VALUE;
    congestedUntilMicros = Long.MIN_VALUE;
    return observations;
  }
}
