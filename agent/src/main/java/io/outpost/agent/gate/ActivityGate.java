package io.outpost.agent.gate;

import io.outpost.agent.camera.Watchfulness;
import io.outpost.agent.gate.GateMode.Watch;
import io.outpost.agent.gate.Glance.Verdict;
import io.outpost.agent.gate.Look.Aim;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GopBuffer;
import io.outpost.agent.ingest.GroupOfPictures;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides for each access unit of one camera what is to be done with it.
 *
 * <p>While nothing moves, it lets key pictures pass for a glance, or in strict mode every picture,
 * and keeps the rest as it came. When a glance shows motion, the camera notices something itself,
 * or the hour has come, it <em>wakes</em>: what is kept is looked at from the group of pictures
 * before that on, and so is everything that follows, until nothing has moved for a while. A body
 * that has come to rest goes on being looked at, with every glance.
 *
 * <p>All times are media times. Not thread-safe.
 */
public final class ActivityGate {
  /** Of glances in eco mode: of key pictures that come faster, not all are needed. */
  private static final Duration KEY_GLANCES = Duration.ofMillis(400);

  /** Of glances in strict mode: what is there for 0.3 s is seen twice. */
  public static final Duration STRICT_GLANCES = Duration.ofMillis(120);

  /** Of looks at a body at rest, in strict mode. */
  private static final Duration RESTING_LOOKS = Duration.ofSeconds(2);

  /**
   * After its start a camera takes much for motion that it will know in a minute: so long it wakes
   * only if not too many do at a time.
   */
  private static final long YOUNG_MICROS = 60_000_000;

  private final Watchfulness wanted;
  private final Duration shortestInterval;
  private final GopBuffer kept;
  private final ZoneId zone;
  private final KeyRhythm rhythm;
  private final long quietMicros;
  private Economy economy = Economy.NONE;
  private Duration interval;
  private GateMode mode;
  private Sampling looks;
  private Sampling glances = new Sampling(STRICT_GLANCES);
  private Sampling keyGlances = new Sampling(KEY_GLANCES);
  private Sampling restingLooks = new Sampling(RESTING_LOOKS);

  private StartPlaces.Place place = StartPlaces.enough().place();
  // Whether the next key picture is looked at closely, though the camera sleeps.
  private boolean unseen;

  private boolean awake = true;
  private WakeReason reason = WakeReason.START;
  // Whether the worker's decoder has had all pictures up to the last one.
  private boolean following;
  // Whether nothing is decoded before the next key picture.
  private boolean resuming;
  private boolean occupied;
  private boolean scheduled;
  private long restlessMicros = Long.MIN_VALUE;
  private long analysedMicros = Long.MIN_VALUE;
  private long newestMicros;
  private long begunMicros = Long.MIN_VALUE;

  /**
   * A gate that is awake, as it is at every start of a stream.
   *
   * @param interval between two looks of the detectors
   * @param kept holds what passed and may be wanted after all; the gate fills it
   * @param zone of the hours in which the camera is always looked at
   */
  public ActivityGate(Watchfulness wanted, Duration interval, GopBuffer kept, ZoneId zone) {
    this.wanted = wanted;
    this.shortestInterval = interval;
    this.interval = interval;
    this.kept = kept;
    this.zone = zone;
    this.rhythm = new KeyRhythm(wanted.mode());
    this.quietMicros = wanted.quiet().toMillis() * 1000;
    this.mode = rhythm.mode(0);
    this.looks = new Sampling(interval);
  }

  /** From now on, to begin awake takes a place; call it before the first access unit. */
  public void share(StartPlaces places) {
    place = places.place();
    begin();
  }

  /** Takes no more; gives up its place. */
  public void close() {
    place.giveUp();
  }

  private void begin() {
    place.giveUp();
    awake = !economy.presenceOnly() && place.take();
    unseen = !awake;
    begunMicros = Long.MIN_VALUE;
  }

  private boolean young() {
    return newestMicros - begunMicros < YOUNG_MICROS;
  }

  /** Takes the next access unit. */
  public Orders next(AccessUnit unit) {
    rhythm.add(unit);
    newestMicros = unit.mediaMicros();
    begunMicros = begunMicros == Long.MIN_VALUE ? newestMicros : begunMicros;
    mode = economy.of(rhythm.mode(newestMicros));
    if (mode.watch() == Watch.ALWAYS) {
      place.giveUp(); // It is not awake because it has just begun.
      resuming &= !unit.key();
      return resuming ? Orders.NONE : Orders.then(sampled(unit));
    }
    kept.add(unit);
    if (restlessMicros == Long.MIN_VALUE) {
      restlessMicros = newestMicros;
    }
    if (unit.key()) {
      scheduled = scheduledAt(unit);
    }
    if (economy.presenceOnly()) {
      return glanceAtKey(unit);
    }
    if (!awake && scheduled) {
      return wake(WakeReason.SCHEDULE, newestMicros);
    }
    if (awake) {
      following = true;
      return Orders.then(sampled(unit));
    }
    return mode.watch() == Watch.ECO ? glanceAtKey(unit) : follow(unit);
  }

  /**
   * Spares the camera from now on, or does so no longer. Where detectors leave it alone, awake
   * means that something moves; it is asleep at the beginning and at the end of that time.
   */
  public void ease(Economy other) {
    boolean turned = other.presenceOnly() != economy.presenceOnly();
    if (other.everyNthLook() != economy.everyNthLook()) {
      interval = shortestInterval.multipliedBy(other.everyNthLook());
      looks = new Sampling(interval);
    }
    economy = other;
    if (turned) {
      sleep();
      following = false;
      occupied = false;
      scheduled = false;
      resuming = !other.presenceOnly();
    }
    mode = economy.of(rhythm.mode(newestMicros));
    if (turned && mode.watch() == Watch.ALWAYS) {
      awake = true;
      kept.clear(); // Nothing is kept where everything is looked at.
    }
  }

  /** Whether detectors leave the camera alone, and something moves. */
  public boolean present() {
    return economy.presenceOnly() && awake;
  }

  /** Whether every picture is decoded while nothing moves, when nothing is spared. */
  public boolean strict() {
    return rhythm.mode(newestMicros).watch() == Watch.STRICT;
  }

  /** Takes what the worker saw. */
  public Orders heed(List<Glance> seen) {
    if (mode.watch() == Watch.ALWAYS) {
      return Orders.NONE;
    }
    if (economy.presenceOnly()) {
      seen.forEach(this::heedPresence);
      return Orders.NONE;
    }
    for (Glance glance : seen) {
      boolean needsPlace = young() || glance.verdict() == Verdict.LEARNING;
      if (!needsPlace) {
        place.giveUp();
      }
      if (!glance.quiet()) {
        restlessMicros = Math.max(restlessMicros, glance.mediaMicros());
        if (!awake && (!needsPlace || place.take())) {
          return wake(reason(glance.verdict()), glance.mediaMicros());
        }
      } else if (awake && glance.mediaMicros() - restlessMicros >= quietMicros) {
        fallAsleep();
      }
    }
    return Orders.NONE;
  }

  /** A scene that is new or not yet known is nobody. */
  private void heedPresence(Glance glance) {
    if (glance.verdict() == Verdict.MOVED) {
      restlessMicros = Math.max(restlessMicros, glance.mediaMicros());
      reason = awake ? reason : WakeReason.MOTION;
      awake = true;
    } else if (awake && glance.mediaMicros() - restlessMicros >= quietMicros) {
      sleep();
    }
  }

  private static WakeReason reason(Verdict verdict) {
    return switch (verdict) {
      case MOVED, QUIET -> WakeReason.MOTION;
      case LEARNING -> WakeReason.START; // The worker that knew the scene is gone.
      case NEW_SCENE -> WakeReason.NEW_SCENE;
    };
  }

  /** The camera itself notices something. */
  public Orders signal() {
    restlessMicros = Math.max(restlessMicros, newestMicros);
    return awake() ? Orders.NONE : wake(WakeReason.SIGNAL, newestMicros);
  }

  /** A group of pictures that had been called quiet was not. */
  public Orders missed(GroupOfPictures group) {
    restlessMicros = Math.max(restlessMicros, newestMicros);
    long fromMicros = group.units().get(0).mediaMicros();
    return awake ? Orders.NONE : wake(WakeReason.AUDIT, fromMicros);
  }

  /** The rules have had this picture: none before it is to be looked at any more. */
  public void analysed(long mediaMicros) {
    analysedMicros = Math.max(analysedMicros, mediaMicros);
  }

  /** Whether the rules follow a body, which may be at rest. */
  public void occupied(boolean anybody) {
    occupied = anybody;
  }

  /** The stream broke: nothing that is kept goes on from here. It begins anew. */
  public void restart() {
    kept.clear();
    rhythm.restart();
    looks = new Sampling(interval);
    begin();
    reason = WakeReason.START;
    following = false;
    resuming = false;
    occupied = false;
    restlessMicros = Long.MIN_VALUE;
    analysedMicros = Long.MIN_VALUE;
  }

  public boolean awake() {
    return awake || mode.watch() == Watch.ALWAYS;
  }

  /** Why it woke last. */
  public WakeReason reason() {
    return reason;
  }

  public GateMode mode() {
    return mode;
  }

  /** The last whole group of pictures that is kept, while it was not looked at. */
  public Optional<GroupOfPictures> lastUnseenGroup() {
    if (economy.presenceOnly()) {
      return Optional.empty();
    }
    List<GroupOfPictures> groups = kept.snapshot();
    return awake || groups.size() < 2
        ? Optional.empty()
        : Optional.of(groups.get(groups.size() - 2));
  }

  private Look sampled(AccessUnit unit) {
    boolean due = looks.due(unit.mediaMicros()) && unit.mediaMicros() > analysedMicros;
    return new Look(unit, due ? Aim.ANALYSE : Aim.PASS);
  }

  private Orders glanceAtKey(AccessUnit unit) {
    following = false;
    if (!unit.key() || !keyGlances.due(unit.mediaMicros())) {
      return Orders.NONE;
    }
    boolean look = (occupied || unseen) && !economy.presenceOnly();
    unseen = false;
    return Orders.then(new Look(unit, look ? Aim.ANALYSE : Aim.GLANCE, true));
  }

  /** Every picture; when the decoder was not fed before, from the last key picture on. */
  private Orders follow(AccessUnit unit) {
    List<Look> taken = new ArrayList<>();
    if (!following && !unit.key()) {
      List<AccessUnit> group = kept.newest().map(GroupOfPictures::units).orElse(List.of());
      for (AccessUnit before : group.subList(0, Math.max(0, group.size() - 1))) {
        taken.add(new Look(before, Aim.PASS));
      }
    }
    following = true;
    boolean first = unseen && unit.key();
    unseen &= !first;
    boolean look = first || (occupied && restingLooks.due(unit.mediaMicros()));
    boolean glance = glances.due(unit.mediaMicros());
    taken.add(new Look(unit, look ? Aim.ANALYSE : glance ? Aim.GLANCE : Aim.PASS));
    return Orders.then(taken);
  }

  private boolean scheduledAt(AccessUnit unit) {
    if (wanted.always().isEmpty()) {
      return false;
    }
    LocalDateTime moment = LocalDateTime.ofInstant(unit.captureTime().instant(), zone);
    return wanted.always().stream().anyMatch(hours -> hours.contain(moment));
  }

  private void fallAsleep() {
    if (!scheduled) {
      sleep();
    }
  }

  private void sleep() {
    place.giveUp();
    awake = false;
    glances = new Sampling(STRICT_GLANCES);
    keyGlances = new Sampling(KEY_GLANCES);
    restingLooks = new Sampling(RESTING_LOOKS);
  }

  /** From the group of pictures before the one in which it happened. */
  private Orders wake(WakeReason why, long atMicros) {
    awake = true;
    reason = why;
    restlessMicros = Math.max(restlessMicros, atMicros);
    if (economy.presenceOnly()) {
      return Orders.NONE;
    }
    following = true;
    looks = new Sampling(interval);
    List<GroupOfPictures> groups = kept.snapshot();
    int first = Math.max(0, groups.size() - 1);
    while (first > 0 && groups.get(first).units().get(0).mediaMicros() > atMicros) {
      first--;
    }
    List<Look> taken = new ArrayList<>();
    for (GroupOfPictures group : groups.subList(Math.max(0, first - 1), groups.size())) {
      group.units().forEach(unit -> taken.add(sampled(unit)));
    }
    return Orders.instead(taken);
  }
}
