package io.outpost.agent.analysis;

import io.outpost.agent.analysis.Observation.CongestionNoticed;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.AnalysedPicture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the lanes of one group are congested: all of them slow, and for a while. In a queue it
 * says nothing about a vehicle that it stands, so that lanes of the group begin nothing then;
 * instead the queue is told, once for all of them. Looks at its lanes after they have looked at the
 * picture.
 *
 * <p>A queue goes on though nobody watches it for a while, as what stands does: it is over when it
 * does not show soon after pictures of all its lanes come again.
 */
final class Congestion implements Rule {
  /** For so long all lanes must have been slow; a group that has just stopped may be at a lamp. */
  static final long CONGESTED_MICROS = 3_000_000;

  /** For so long not all of them may be slow until it is over: queues move in waves. */
  static final long FREE_MICROS = 10_000_000;

  /**
   * For so long they must be slow to be the queue that is waited for: what passes where one stood
   * is taken for that for a moment.
   */
  private static final long SHOWN_MICROS = 1_000_000;

  /** What the last picture that showed the queue was of. */
  private record Sight(long mediaMicros, CaptureTime captureTime, int standing) {}

  private final String group;
  private final List<LaneOccupation> lanes = new ArrayList<>();
  private boolean watched;
  private boolean slow;
  private boolean congested;
  // All as if of this connection.
  private long slowSinceMicros;
  private long shownSinceMicros;
  private long lastSlowMicros;
  private long slowUntilMicros;
  // What stands then has stood in a queue; only from there on that it stands is its own.
  private long congestedUntilMicros = Long.MIN_VALUE;
  private @Nullable Sight sight;
  // Not seen again since somebody watches again; before, whether what stood then stood in a queue.
  private boolean awaited;

  Congestion(String group) {
    this.group = group;
  }

  void add(LaneOccupation lane) {
    lanes.add(lane);
  }

  String group() {
    return group;
  }

  /** Whether nothing begins in its lanes: they are congested, or about to be. */
  boolean holds() {
    return congested || slow || (awaited && !watched);
  }

  /** Media time until which its lanes were last congested; long ago if they never were. */
  long untilMicros() {
    return congestedUntilMicros;
  }

  @Override
  public List<Observation> observe(Scene scene) {
    AnalysedPicture picture = scene.picture();
    if (!lanes.stream().allMatch(LaneOccupation::watched)) {
      pause();
      return giveUp(picture.captureTime().instant());
    }
    List<Observation> observations = new ArrayList<>(resume(picture));
    long nowMicros = picture.mediaMicros();
    boolean slowNow = lanes.stream().allMatch(LaneOccupation::slow);
    if (slowNow) {
      if (!slow) {
        shownSinceMicros = nowMicros;
        slowSinceMicros = congested ? slowSinceMicros : nowMicros;
      }
      awaited &= nowMicros - shownSinceMicros < SHOWN_MICROS;
      if (!awaited) {
        lastSlowMicros = nowMicros;
        slowUntilMicros = nowMicros;
        sight =
            new Sight(
                nowMicros,
                picture.captureTime(),
                lanes.stream().mapToInt(LaneOccupation::standing).sum());
      }
    }
    slow = slowNow;
    if (!congested && slow && nowMicros - slowSinceMicros >= CONGESTED_MICROS) {
      congested = true;
      observations.add(
          tell(Phase.BEGAN, scene.stills().scene().stream().toList(), Optional.empty()));
    } else if (congested && nowMicros - slowUntilMicros >= FREE_MICROS) {
      observations.addAll(over());
    }
    return observations;
  }

  private void pause() {
    awaited |= watched && holds();
    watched = false;
    slow = false;
  }

  /** The first picture of its lanes for a while. */
  private List<Observation> resume(AnalysedPicture first) {
    if (watched) {
      return List.of();
    }
    watched = true;
    boolean queued = awaited;
    List<Observation> ended = giveUp(first.captureTime().instant());
    if (sight != null) {
      long micros = Stay.shift(sight.captureTime.instant(), lastSlowMicros, first);
      lastSlowMicros += micros;
      slowSinceMicros += micros;
      congestedUntilMicros += congestedUntilMicros == Long.MIN_VALUE ? 0 : micros;
    }
    if (queued) { // What stood in it must show from now on that it still does.
      slowUntilMicros = first.mediaMicros();
      congestedUntilMicros = first.mediaMicros();
    }
    awaited = congested;
    return ended;
  }

  private List<Observation> over() {
    congested = false;
    boolean unwatched = awaited;
    awaited = false;
    congestedUntilMicros = unwatched ? congestedUntilMicros : slowUntilMicros;
    return List.of(
        tell(
            Phase.ENDED, List.of(), unwatched ? Optional.of(LaneEnd.UNWATCHED) : Optional.empty()));
  }

  private CongestionNoticed tell(Phase phase, List<Image> images, Optional<LaneEnd> reason) {
    OpenQueue now = now();
    return new CongestionNoticed(
        group,
        now.lanes(),
        phase,
        now.mediaMicros(),
        now.captureTime(),
        now.standing(),
        now.duration(),
        images,
        reason);
  }

  private OpenQueue now() {
    if (sight == null) {
      throw new IllegalStateException("group " + group + " was never slow");
    }
    return new OpenQueue(
        group,
        lanes.stream().map(LaneOccupation::id).toList(),
        Duration.ofNanos((lastSlowMicros - slowSinceMicros) * 1000),
        sight.standing,
        sight.mediaMicros,
        sight.captureTime);
  }

  /** What must be known of it to go on after the agent was away. */
  Optional<OpenQueue> openQueue() {
    return congested ? Optional.of(now()) : Optional.empty();
  }

  /** Goes on with what was open when the agent ended. */
  void restore(OpenQueue open) {
    congested = true;
    awaited = true;
    sight = new Sight(open.mediaMicros(), open.captureTime(), open.standing());
    lastSlowMicros = 0;
    slowSinceMicros = -open.duration().toNanos() / 1000;
  }

  @Override
  public boolean open() {
    return congested && watched;
  }

  @Override
  public void rest(long micros) {
    slowUntilMicros += slow ? micros : 0;
  }

  @Override
  public void unwatched(long micros) {
    slowUntilMicros += congested ? micros : 0;
  }

  @Override
  public List<Observation> interrupt() {
    pause();
    return List.of();
  }

  @Override
  public List<Observation> giveUp(Instant now) {
    boolean late =
        congested
            && awaited
            && sight != null
            && now.isAfter(sight.captureTime.instant().plus(Stay.LONGEST_AWAY));
    return late ? over() : List.of();
  }

  @Override
  public List<Observation> end() {
    List<Observation> observations = congested ? over() : List.of();
    watched = false;
    slow = false;
    awaited = false;
    sight = null;
    congestedUntilMicros = Long.MIN_VALUE;
    return observations;
  }
}
