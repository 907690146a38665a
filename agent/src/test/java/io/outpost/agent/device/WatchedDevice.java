package io.outpost.agent.device;

import io.micrometer.core.instrument.MeterRegistry;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Secret;
import io.outpost.agent.onvif.OnvifClient;
import io.outpost.agent.time.SystemTime;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** Watches a simulated camera as the agent does, for tests. */
record WatchedDevice(ScheduledExecutorService timer, MeterRegistry registry) {
  static final Credentials LOGIN = new Credentials("admin", new Secret("c@nary-7"));

  DeviceWatch watch(Camera camera, DeviceWatch.Ears ears) {
    return DeviceWatch.start(
        camera,
        camera.device().orElseThrow(),
        Optional.of(LOGIN),
        new DeviceWatch.Shared(
            new OnvifClient(timer, SystemTime.INSTANCE),
            timer,
            timer,
            SystemTime.INSTANCE,
            registry),
        ears);
  }
}
