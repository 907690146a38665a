package io.outpost.agent.onvif;

import io.outpost.protocols.onvif.CameraSignal;
import io.outpost.protocols.onvif.Notification;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is the case at a camera, so that only changes are told: cameras repeat themselves, and tell
 * all that is the case when a subscription begins.
 *
 * <p>Some cameras never say that a property is over. Until one has said so once, it is taken to be
 * over when it was not heard of for the hold time. Not thread-safe.
 */
final class PropertyStates {
  /** Properties that are kept apart; a camera has a few for each lens and input. */
  static final int MAX_PROPERTIES = 256;

  private final long holdNanos;
  private final Map<Key, State> states = new HashMap<>();

  private record Key(String topic, Map<String, String> source) {}

  private static final class State {
    private boolean active;

    /** Whether the camera is known to tell its end. */
    private boolean ends;

    private long heardNanos;
    private CameraSignal.Kind kind = CameraSignal.Kind.OTHER;
  }

  PropertyStates(Duration hold) {
    holdNanos = hold.toNanos();
  }

  /**
   * Takes a notification.
   *
   * @return what it changes
   */
  Optional<CameraEvent> take(Notification notification, Instant time, long nowNanos) {
    CameraSignal signal = notification.signal();
    Key key = new Key(notification.topicPath(), notification.source());
    if (signal.active().isEmpty()) {
      return Optional.of(event(key, signal, time, false));
    }
    if (!states.containsKey(key) && states.size() >= MAX_PROPERTIES) {
      return Optional.empty();
    }
    State state = states.computeIfAbsent(key, unknown -> new State());
    boolean before = state.active;
    state.active = signal.active().get();
    state.ends |= !state.active;
    state.heardNanos = nowNanos;
    state.kind = signal.kind();
    return state.active == before ? Optional.empty() : Optional.of(event(key, signal, time, false));
  }

  /** The subscription broke: whatever ends now is not heard of. */
  void doubt(long nowNanos) {
    for (State state : states.values()) {
      state.ends = false;
      state.heardNanos = nowNanos;
    }
  }

  /** Ends what was not heard of for the hold time. */
  List<CameraEvent> expire(Instant time, long nowNanos) {
    List<CameraEvent> over = new ArrayList<>();
    states.forEach(
        (key, state) -> {
          if (isHeld(state) && nowNanos - state.heardNanos >= holdNanos) {
            state.active = false;
            over.add(event(key, new CameraSignal(state.kind, Optional.of(false)), time, true));
          }
        });
    return over;
  }

  /** How long until the next one may be over; empty when none is held. */
  OptionalLong nanosToNext(long nowNanos) {
    return states.values().stream()
        .filter(PropertyStates::isHeld)
        .mapToLong(state -> Math.max(0, state.heardNanos + holdNanos - nowNanos))
        .min();
  }

  private static boolean isHeld(State state) {
    return state.active && !state.ends;
  }

  private static CameraEvent event(Key key, CameraSignal signal, Instant time, boolean presumed) {
    String source = key.source().values().stream().findFirst().orElse("");
    return new CameraEvent(signal, key.topic(), source, time, presumed);
  }
}
