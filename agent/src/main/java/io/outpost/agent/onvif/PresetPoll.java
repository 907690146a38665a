package io.outpost.agent.onvif;

import io.outpost.agent.onvif.OnvifException.Reason;
import io.outpost.agent.time.BackOff;
import io.outpost.protocols.onvif.AddressPolicy;
import io.outpost.protocols.onvif.MediaProfile;
import io.outpost.protocols.onvif.MediaService;
import io.outpost.protocols.onvif.PtzPosition;
import io.outpost.protocols.onvif.PtzPreset;
import io.outpost.protocols.onvif.PtzService;
import io.outpost.protocols.onvif.PtzStatus;
import io.outpost.protocols.onvif.PtzStatus.MoveStatus;
import io.outpost.protocols.onvif.Service;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Asks a camera that can be turned where it looks, again and again, and finds the presets that lie
 * there (ONVIF PTZ, GetPresets and GetStatus). What fails is tried anew with growing pauses.
 *
 * <p>Safe for any thread; no thread waits for an answer.
 */
public final class PresetPoll implements AutoCloseable {
  /** Somebody who turns the camera is noticed within. */
  static final Duration PERIOD = Duration.ofSeconds(1);

  /** Somebody may have stored a preset anew: they are asked for again after so many questions. */
  private static final int STATUSES_PER_PRESETS = 120;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);

  private final DeviceSession session;
  private final Terms terms;
  private final Listener listener;
  private final BackOff pauses;
  private boolean closed;
  private Runnable callOff = () -> {};

  /**
   * What it takes to ask.
   *
   * @param policy of the camera
   */
  public record Terms(AddressPolicy policy, Later later, RandomGenerator random) {}

  /** Who is told, by one thread at a time; it must not block. */
  public interface Listener {
    /**
     * Where the camera looks.
     *
     * @param presets names and tokens of those that lie there; empty while it moves
     */
    void onView(Set<String> presets);

    /** It does not say, and will be asked again by itself. */
    void onTrouble(OnvifException reason);
  }

  /** Whom to ask, and about which profile. */
  private record Subject(URI ptz, String profile, List<PtzPreset> presets, int asked) {
    Subject askedAgain() {
      return new Subject(ptz, profile, presets, asked + 1);
    }
  }

  private PresetPoll(DeviceSession session, Terms terms, Listener listener) {
    this.session = session;
    this.terms = terms;
    this.listener = listener;
    this.pauses = new BackOff(FIRST_PAUSE, LONGEST_PAUSE, terms.random());
  }

  /** Starts to ask. */
  public static PresetPoll open(DeviceSession session, Terms terms, Listener listener) {
    PresetPoll poll = new PresetPoll(session, terms, listener);
    poll.begin();
    return poll;
  }

  private void begin() {
    then(
        ServiceAddress.ask(session, terms.policy())
            .thenCompose(
                services ->
                    services
                        .of(Service.MEDIA, "/onvif/media_service")
                        .thenCompose(media -> session.ask(media, MediaService.getProfiles()))
                        .thenCombine(
                            services.of(Service.PTZ, "/onvif/ptz_service"),
                            (profiles, ptz) -> new Subject(ptz, profile(profiles), List.of(), 0))),
        this::askPresets);
  }

  /** Of a camera with one head any profile that can turn it will do. */
  private String profile(List<MediaProfile> profiles) {
    return profiles.stream()
        .filter(MediaProfile::hasPtz)
        .map(MediaProfile::token)
        .findFirst()
        .orElseThrow(
            () ->
                new CompletionException(
                    new OnvifException(
                        Reason.REFUSED,
                        session.service()
                            + ": no media profile of the camera can turn it; take 'preset:' out of"
                            + " its lanes, or give the profile a PTZ configuration")));
  }

  private void askPresets(Subject subject) {
    then(
        session.ask(subject.ptz, PtzService.getPresets(subject.profile)),
        presets -> askStatus(new Subject(subject.ptz, subject.profile, presets, 0)));
  }

  private void askStatus(Subject subject) {
    then(
        session.ask(subject.ptz, PtzService.getStatus(subject.profile)),
        status -> {
          pauses.reset();
          tell(presets(status, subject.presets));
          Subject next = subject.askedAgain();
          pause(
              PERIOD,
              next.asked < STATUSES_PER_PRESETS ? () -> askStatus(next) : () -> askPresets(next));
        });
  }

  /** Those at which the camera stands still. */
  static Set<String> presets(PtzStatus status, List<PtzPreset> presets) {
    Set<String> here = new TreeSet<>();
    Optional<PtzPosition> position = status.position();
    boolean moves = status.panTilt() == MoveStatus.MOVING || status.zoom() == MoveStatus.MOVING;
    if (position.isEmpty() || moves) {
      return here;
    }
    for (PtzPreset preset : presets) {
      if (preset.position().filter(position.get()::isNear).isPresent()) {
        here.add(preset.token());
        here.add(preset.name());
      }
    }
    return here;
  }

  private synchronized void tell(Set<String> presets) {
    if (!closed) {
      listener.onView(presets);
    }
  }

  private synchronized void pause(Duration pause, Runnable next) {
    if (!closed) {
      callOff = terms.later().after(pause, next);
    }
  }

  /** Goes on with the answer; whatever fails on the way ends in another attempt. */
  private <T> void then(CompletableFuture<T> answer, Consumer<T> next) {
    var unused =
        answer
            .thenAccept(next)
            .whenComplete(
                (done, failure) -> {
                  if (failure != null) {
                    broken(Answers.failure(failure));
                  }
                });
  }

  private synchronized void broken(OnvifException reason) {
    if (!closed) {
      listener.onTrouble(reason);
      callOff = terms.later().after(pauses.next(), this::begin);
    }
  }

  /** Asks no longer. */
  @Override
  public synchronized void close() {
    closed = true;
    callOff.run();
  }
}
