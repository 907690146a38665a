package io.outpost.agent.onvif;

import io.outpost.agent.onvif.OnvifException.Reason;
import io.outpost.agent.time.BackOff;
import io.outpost.agent.time.TimeSource;
import io.outpost.protocols.onvif.AddressDecision;
import io.outpost.protocols.onvif.AddressPolicy;
import io.outpost.protocols.onvif.Addressing;
import io.outpost.protocols.onvif.EndpointReference;
import io.outpost.protocols.onvif.EventService;
import io.outpost.protocols.onvif.Notification;
import io.outpost.protocols.onvif.Operation;
import io.outpost.protocols.onvif.PulledMessages;
import io.outpost.protocols.onvif.Renewal;
import io.outpost.protocols.onvif.SoapHeader;
import io.outpost.protocols.onvif.Subscription;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Listens to what a camera notices, by a pull point (ONVIF Core, event handling): one question
 * after the other, which the camera holds until it has something to say. A subscription is renewed
 * when half of its life has passed, made anew with growing pauses when it breaks, and ended when
 * nobody listens any more.
 *
 * <p>Safe for any thread; no thread waits for an answer.
 */
public final class EventSubscription implements AutoCloseable {
  private static final int MAX_MESSAGES = 100;

  /** How much later than promised the answer to a pull may come. */
  private static final Duration PULL_MARGIN = Duration.ofSeconds(10);

  private static final Duration SHORTEST_PULL = Duration.ofSeconds(1);

  /** Some cameras do not hold a question but answer at once that there is nothing. */
  private static final Duration PACE_WHEN_EMPTY = Duration.ofSeconds(1);

  /** A notification whose time is further off is dated by its arrival. */
  private static final Duration BELIEVABLE = Duration.ofMinutes(1);

  private final DeviceSession session;
  private final URI events;
  private final Terms terms;
  private final Listener listener;
  private final PropertyStates states;
  private final BackOff pauses;
  private boolean closed;
  private Optional<Point> current = Optional.empty();
  private Runnable callOffPause = () -> {};
  private Runnable callOffHold = () -> {};

  /**
   * What it takes to listen.
   *
   * @param policy of the camera
   */
  public record Terms(
      AddressPolicy policy,
      TimeSource time,
      Later later,
      RandomGenerator random,
      EventSettings settings) {}

  /** Who is told, by one thread at a time; it must not block. */
  public interface Listener {
    void onEvent(CameraEvent event);

    /** From now on silence means that nothing happens. */
    void onListening();

    /** The camera is not heard, and will be tried again by itself. */
    void onTrouble(OnvifException reason);
  }

  /**
   * A subscription that was made.
   *
   * @param lifetime zero or negative of a camera whose subscriptions end as they begin
   */
  private record Point(
      URI address, EndpointReference reference, Duration lifetime, long grantedNanos) {
    boolean endsAtOnce() {
      return lifetime.isNegative() || lifetime.isZero();
    }
  }

  private EventSubscription(DeviceSession session, URI events, Terms terms, Listener listener) {
    this.session = session;
    this.events = events;
    this.terms = terms;
    this.listener = listener;
    this.states = new PropertyStates(terms.settings().hold());
    this.pauses =
        new BackOff(terms.settings().firstPause(), terms.settings().longestPause(), terms.random());
  }

  /**
   * Starts to listen.
   *
   * @param events the camera's event service, on its registered host
   */
  public static EventSubscription open(
      DeviceSession session, URI events, Terms terms, Listener listener) {
    EventSubscription subscription = new EventSubscription(session, events, terms, listener);
    subscription.create();
    return subscription;
  }

  private void create() {
    then(
        session.ask(events, EventService.createPullPointSubscription(terms.settings().lifetime())),
        this::created);
  }

  /** Goes on with the answer; whatever fails on the way ends in another attempt. */
  private <T> void then(CompletableFuture<T> answer, Consumer<T> next) {
    leave(
        answer
            .thenAccept(next)
            .whenComplete(
                (done, failure) -> {
                  if (failure != null) {
                    broken(Answers.failure(failure));
                  }
                }));
  }

  /** Its failure is taken care of, or nobody can do anything about it. */
  @SuppressWarnings("unused")
  private static void leave(CompletableFuture<?> answered) {}

  private void created(Subscription made) {
    AddressDecision decision =
        terms.policy().decide(AddressPolicy.Purpose.SUBSCRIPTION, made.reference().address());
    if (!(decision instanceof AddressDecision.Use use)) {
      String reason =
          decision instanceof AddressDecision.Refuse refuse ? refuse.reason() : "unusable";
      throw new CompletionException(new OnvifException(Reason.ELSEWHERE, events + ": " + reason));
    }
    Point point = granted(URI.create(use.uri()), made.reference(), made.renewal());
    if (!isNow(point)) {
      leave(ask(point, EventService.unsubscribe()));
      return;
    }
    tellListening();
    if (point.endsAtOnce()) {
      pull(point);
    } else {
      // Not every camera knows it; those that do not mostly tell all states unasked.
      then(
          ask(point, EventService.setSynchronizationPoint()).handle((done, notOffered) -> true),
          any -> pull(point));
    }
  }

  private synchronized void tellListening() {
    if (!closed) {
      listener.onListening();
    }
  }

  private Point granted(URI address, EndpointReference reference, Renewal renewal) {
    Duration lifetime = renewal.lifetime().orElse(terms.settings().lifetime());
    return new Point(address, reference, lifetime, terms.time().nanos());
  }

  /** Makes it the one to pull from; false when nobody listens any more. */
  private synchronized boolean isNow(Point point) {
    current = closed ? Optional.empty() : Optional.of(point);
    return !closed;
  }

  private void next(Point point) {
    if (!isNow(point)) {
      return;
    }
    long livedNanos = terms.time().nanos() - point.grantedNanos();
    boolean halfGone = livedNanos >= point.lifetime().dividedBy(2).toNanos();
    if (halfGone && !point.endsAtOnce()) {
      then(
          ask(point, EventService.renew(terms.settings().lifetime())),
          renewal -> pull(granted(point.address(), point.reference(), renewal)));
    } else {
      pull(point);
    }
  }

  private void pull(Point point) {
    if (!isNow(point)) {
      return;
    }
    Duration timeout = terms.settings().pull();
    Duration third = point.lifetime().dividedBy(3); // asked before half of it is gone, and back
    if (!point.endsAtOnce() && third.compareTo(timeout) < 0) {
      timeout = third.compareTo(SHORTEST_PULL) < 0 ? SHORTEST_PULL : third;
    }
    long askedNanos = terms.time().nanos();
    Operation<PulledMessages> operation = EventService.pullMessages(timeout, MAX_MESSAGES);
    then(
        session.ask(point.address(), operation, header(point), timeout.plus(PULL_MARGIN)),
        pulled -> {
          pauses.reset();
          pulled.notifications().forEach(this::take);
          Duration pace =
              pulled.notifications().isEmpty() ? PACE_WHEN_EMPTY : terms.settings().pace();
          Duration passed = Duration.ofNanos(terms.time().nanos() - askedNanos);
          goOn(point, pace.minus(passed));
        });
  }

  private synchronized void goOn(Point point, Duration pause) {
    if (pause.isNegative() || pause.isZero()) {
      next(point);
    } else if (!closed) {
      callOffPause = terms.later().after(pause, () -> next(point));
    }
  }

  private <T> CompletableFuture<T> ask(Point point, Operation<T> operation) {
    return session.ask(point.address(), operation, header(point), session.patience());
  }

  private static SoapHeader header(Point point) {
    return SoapHeader.NONE.with(new Addressing(point.reference(), "urn:uuid:" + UUID.randomUUID()));
  }

  private synchronized void take(Notification notification) {
    if (!closed) {
      states
          .take(notification, time(notification), terms.time().nanos())
          .ifPresent(listener::onEvent);
      watchHeld();
    }
  }

  /** By the camera's clock as far as that is known, else when it arrived. */
  private Instant time(Notification notification) {
    Instant now = terms.time().now();
    Duration offset = session.clock().map(ClockOffset::offset).orElse(Duration.ZERO);
    return notification
        .time()
        .map(told -> told.minus(offset))
        .filter(told -> Duration.between(told, now).abs().compareTo(BELIEVABLE) < 0)
        .orElse(now);
  }

  private synchronized void watchHeld() {
    callOffHold.run();
    OptionalLong nanos = states.nanosToNext(terms.time().nanos());
    callOffHold =
        nanos.isPresent() && !closed
            ? terms.later().after(Duration.ofNanos(nanos.getAsLong()), this::endHeld)
            : () -> {};
  }

  private synchronized void endHeld() {
    if (!closed) {
      states.expire(terms.time().now(), terms.time().nanos()).forEach(listener::onEvent);
      watchHeld();
    }
  }

  private synchronized void broken(OnvifException reason) {
    if (closed) {
      return;
    }
    // A camera has few places; one that is not used any more must not keep another out.
    current.ifPresent(point -> leave(ask(point, EventService.unsubscribe())));
    current = Optional.empty();
    states.doubt(terms.time().nanos());
    watchHeld();
    callOffPause = terms.later().after(pauses.next(), this::create);
    listener.onTrouble(reason);
  }

  /**
   * Listens no longer.
   *
   * @return done when the camera knows, or cannot be told
   */
  public synchronized CompletableFuture<Void> end() {
    closed = true;
    callOffPause.run();
    callOffHold.run();
    Optional<Point> last = current;
    current = Optional.empty();
    return last.isEmpty()
        ? CompletableFuture.allOf()
        : ask(last.get(), EventService.unsubscribe())
            .handle((done, gone) -> true)
            .thenRun(() -> {});
  }

  /** As {@link #end()}, without waiting for the camera. */
  @Override
  public void close() {
    leave(end());
  }
}
