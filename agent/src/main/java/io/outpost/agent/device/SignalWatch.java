package io.outpost.agent.device;

import io.micrometer.core.instrument.MeterRegistry;
import io.outpost.agent.analysis.Observation.Signalled;
import io.outpost.agent.analysis.Phase;
import io.outpost.agent.camera.Signal;
import io.outpost.agent.onvif.CameraEvent;
import io.outpost.agent.onvif.DeviceSession;
import io.outpost.agent.onvif.EventServiceAddress;
import io.outpost.agent.onvif.EventSubscription;
import io.outpost.agent.onvif.OnvifException;
import io.outpost.agent.time.CaptureTime;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to what a camera notices by itself, makes observations of it, and has its pictures looked
 * at. Thread-safe; no thread waits for the camera.
 */
final class SignalWatch implements EventSubscription.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SignalWatch.class);

  /** Without the camera's clock: a pull is answered at once, and a busy camera takes its time. */
  private static final Duration ARRIVAL_ERROR = Duration.ofSeconds(2);

  private static final Duration RETRY = Duration.ofMinutes(1);
  private static final int MAX_SOURCE_CHARS = 200;

  private final String camera;
  private final Set<Signal> wanted;
  private final DeviceSession session;
  private final EventSubscription.Terms terms;
  private final DeviceWatch.Ears ears;
  private final SignalMeters meters;
  private boolean closed;
  private @Nullable EventSubscription subscription;
  private Runnable callOffRetry = () -> {};
  private String lastTrouble = "";

  /**
   * @param wanted signals that become observations
   */
  SignalWatch(
      DeviceWatch.Subject subject,
      Set<Signal> wanted,
      EventSubscription.Terms terms,
      DeviceWatch.Ears ears,
      MeterRegistry registry) {
    this.camera = subject.camera();
    this.session = subject.session();
    this.wanted = Set.copyOf(wanted);
    this.terms = terms;
    this.ears = ears;
    this.meters = new SignalMeters(registry, camera);
  }

  /** Finds the event service, and then listens until it is closed. */
  void start() {
    var unused = EventServiceAddress.find(session, terms.policy()).whenComplete(this::listen);
  }

  private synchronized void listen(@Nullable URI events, @Nullable Throwable failure) {
    if (closed) {
      return;
    }
    if (events == null) {
      trouble(failure == null ? "no answer" : words(failure));
      callOffRetry = terms.later().after(RETRY, this::start);
      return;
    }
    subscription = EventSubscription.open(session, events, terms, this);
  }

  @Override
  public void onEvent(CameraEvent event) {
    Optional<Signal> signal = signal(event);
    if (signal.isEmpty()) {
      return;
    }
    meters.onSignal(signal.get());
    Optional<Boolean> active = event.signal().active();
    if (active.orElse(true)) {
      ears.noticed().run();
    }
    if (!wanted.contains(signal.get())) {
      return;
    }
    if (active.isEmpty()) { // it happened, and that was it
      tell(signal.get(), event, Phase.BEGAN);
      tell(signal.get(), event, Phase.ENDED);
    } else {
      tell(signal.get(), event, active.get() ? Phase.BEGAN : Phase.ENDED);
    }
  }

  private static Optional<Signal> signal(CameraEvent event) {
    return switch (event.signal().kind()) {
      case MOTION -> Optional.of(Signal.MOTION);
      case TAMPER -> Optional.of(Signal.TAMPER);
      case DIGITAL_INPUT -> Optional.of(Signal.DIGITAL_INPUT);
      case OTHER -> Optional.empty();
    };
  }

  private void tell(Signal signal, CameraEvent event, Phase phase) {
    String source = event.source();
    String cut = source.substring(0, Math.min(source.length(), MAX_SOURCE_CHARS));
    ears.signals().accept(new Signalled(signal, cut, phase, time(event)));
  }

  private CaptureTime time(CameraEvent event) {
    if (event.presumed()) { // it may have ended at any time since it was last heard of
      return new CaptureTime(
          event.time(), CaptureTime.Source.ARRIVAL, terms.settings().hold().plus(ARRIVAL_ERROR));
    }
    return session
        .clock()
        .map(
            clock ->
                new CaptureTime(
                    event.time(),
                    CaptureTime.Source.ONVIF_OFFSET,
                    clock.error().plus(ARRIVAL_ERROR)))
        .orElseGet(() -> new CaptureTime(event.time(), CaptureTime.Source.ARRIVAL, ARRIVAL_ERROR));
  }

  @Override
  public synchronized void onListening() {
    meters.onListening(true);
    if (!lastTrouble.isEmpty()) {
      LOG.info("camera's signals are heard again camera={}", camera);
      lastTrouble = "";
    }
  }

  @Override
  public void onTrouble(OnvifException reason) {
    trouble(String.valueOf(reason.getMessage()));
  }

  private synchronized void trouble(String message) {
    meters.onListening(false);
    if (!message.equals(lastTrouble)) {
      LOG.warn("camera's signals are not heard camera={} message=\"{}\"", camera, message);
      lastTrouble = message;
    }
  }

  private static String words(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage());
  }

  /** Listens no longer; the camera is told, but not waited for. */
  @Override
  public synchronized void close() {
    closed = true;
    callOffRetry.run();
    EventSubscription open = subscription;
    if (open != null) {
      open.close();
    }
    meters.close();
  }
}
