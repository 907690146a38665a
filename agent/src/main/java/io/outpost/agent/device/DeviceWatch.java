package io.outpost.agent.device;

import io.micrometer.core.instrument.MeterRegistry;
import io.outpost.agent.analysis.Observation.Signalled;
import io.outpost.agent.analysis.View;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Device;
import io.outpost.agent.ingest.CameraClock;
import io.outpost.agent.onvif.DeviceSession;
import io.outpost.agent.onvif.EventSettings;
import io.outpost.agent.onvif.EventSubscription;
import io.outpost.agent.onvif.Later;
import io.outpost.agent.onvif.OnvifClient;
import io.outpost.agent.onvif.PresetPoll;
import io.outpost.agent.time.TimeSource;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * What is asked of a camera by ONVIF while it runs: its clock, what it notices by itself, and where
 * it looks, if it can be turned.
 */
public final class DeviceWatch implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * What all cameras' watches share.
   *
   * @param background may be blocked: by the name server
   * @param timer for short work only
   */
  public record Shared(
      OnvifClient onvif,
      Executor background,
      ScheduledExecutorService timer,
      TimeSource time,
      MeterRegistry metrics) {}

  /** The camera that is asked. */
  record Subject(String camera, DeviceSession session) {}

  /**
   * Who is told.
   *
   * @param signals of those that are to become observations
   * @param noticed of any signal that begins: something may be to be seen
   * @param view of where the camera looks, if a lane asks for a preset
   */
  public record Ears(
      Consumer<CameraClock> clock,
      Consumer<Signalled> signals,
      Runnable noticed,
      Consumer<View> view) {}

  private final List<Runnable> ends = new ArrayList<>();
  private boolean closed;

  private DeviceWatch() {}

  /** Starts to ask; nothing is waited for. */
  public static DeviceWatch start(
      Camera camera, Device device, Optional<Credentials> credentials, Shared shared, Ears ears) {
    DeviceWatch watch = new DeviceWatch();
    Subject subject = new Subject(camera.id(), shared.onvif().open(device.service(), credentials));
    boolean presets = camera.lanes().stream().anyMatch(lane -> lane.terms().preset().isPresent());
    shared
        .background()
        .execute(
            () -> {
              if (presets) {
                watch.beginPresets(subject, device, shared, ears);
              }
              watch.begin(subject, device, shared, ears);
            });
    return watch;
  }

  private synchronized void begin(Subject subject, Device device, Shared shared, Ears ears) {
    if (closed) {
      return;
    }
    ClockWatch clock = new ClockWatch(subject, ears.clock(), shared.timer(), shared.metrics());
    ends.add(clock::close);
    clock.start();
    if (device.events().isEmpty()) {
      return; // It is not to be listened to at all.
    }
    EventSubscription.Terms terms =
        new EventSubscription.Terms(
            OnvifClient.policy(device.service()),
            shared.time(),
            Later.by(shared.timer()),
            RANDOM,
            EventSettings.DEFAULT);
    SignalWatch signals = new SignalWatch(subject, device.events(), terms, ears, shared.metrics());
    ends.add(signals::close);
    signals.start();
  }

  private synchronized void beginPresets(Subject subject, Device device, Shared shared, Ears ears) {
    if (!closed) {
      PresetWatch presets =
          new PresetWatch(subject.camera(), ears.view(), shared.time(), shared.metrics());
      ends.add(presets::close);
      presets.start(
          subject,
          new PresetPoll.Terms(
              OnvifClient.policy(device.service()), Later.by(shared.timer()), RANDOM));
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    ends.forEach(Runnable::run);
  }
}
