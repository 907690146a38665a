package io.outpost.agent.doctor;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.AgentThreads;
import io.outpost.agent.Network;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Credentials;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.ingest.StreamSettings;
import io.outpost.agent.onvif.CameraDescription;
import io.outpost.agent.onvif.CameraDescription.Role;
import io.outpost.agent.onvif.DeviceAddress;
import io.outpost.agent.onvif.OnvifClient;
import io.outpost.agent.onvif.OnvifException;
import io.outpost.agent.time.SystemTime;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Looks at a camera from all sides: its ports, what it says of itself by ONVIF, and what its
 * streams bring. Each step has its time, whatever the camera does.
 */
public final class CameraDoctor implements AutoCloseable {
  /** What cameras listen on: web, RTSP, and the makers' own. */
  private static final List<Integer> PORTS =
      List.of(80, 443, 554, 322, 2020, 5000, 8000, 8080, 8081, 8443, 8554, 8899);

  private static final Duration ONVIF_LIMIT = Duration.ofSeconds(12);
  private static final Duration OBSERVE = Duration.ofSeconds(6);

  private final ExecutorService threads =
      Executors.newCachedThreadPool(AgentThreads.named("doctor"));
  private final Network network = new Network(SystemTime.INSTANCE, new SimpleMeterRegistry());
  private final OnvifClient onvif = new OnvifClient(threads, SystemTime.INSTANCE);
  private final Consumer<String> step;

  /**
   * @param step told what is being looked at
   */
  public CameraDoctor(Consumer<String> step) {
    this.step = step;
  }

  /** Looks at what answers at an address. */
  public Diagnosis examine(DeviceAddress address, Optional<Credentials> credentials)
      throws InterruptedException {
    return examine(address, credentials, Optional.empty());
  }

  /** Looks at a registered camera: its own streams, whatever ONVIF says. */
  public Diagnosis examine(Camera camera, Optional<Credentials> credentials)
      throws InterruptedException {
    URI main = camera.streams().main();
    DeviceAddress address =
        camera
            .device()
            .map(device -> new DeviceAddress(device.service().getHost(), List.of(device.service())))
            .orElseGet(() -> DeviceAddress.parse(main.getHost()));
    return examine(address, credentials, Optional.of(camera.streams()));
  }

  private Diagnosis examine(
      DeviceAddress address, Optional<Credentials> credentials, Optional<Streams> registered)
      throws InterruptedException {
    step.accept("looking which ports answer");
    List<Integer> open = PortScan.open(address.host(), ports(address, registered), threads);
    step.accept("asking the camera about itself");
    Found found = describe(address, open, credentials);
    step.accept("looking at the streams");
    List<Diagnosis.Stream> streams =
        probe(uris(found, registered), found, settings(credentials, registered));
    return new Diagnosis(
        address.host(),
        open,
        found.description(),
        found.failure(),
        streams,
        new CameraAdvice(open, found.description(), found.failure(), streams).all());
  }

  /** Description or failure; neither where no port answers. */
  private record Found(Optional<CameraDescription> description, Optional<OnvifException> failure) {}

  private static List<Integer> ports(DeviceAddress address, Optional<Streams> registered) {
    List<Integer> ports = new ArrayList<>(PORTS);
    address.services().forEach(service -> addPort(ports, service));
    registered.ifPresent(
        streams -> {
          addPort(ports, streams.main());
          streams.sub().ifPresent(sub -> addPort(ports, sub));
        });
    return ports;
  }

  private static void addPort(List<Integer> ports, URI uri) {
    if (uri.getPort() > 0 && !ports.contains(uri.getPort())) {
      ports.add(uri.getPort());
    }
  }

  private Found describe(
      DeviceAddress address, List<Integer> open, Optional<Credentials> credentials)
      throws InterruptedException {
    Optional<OnvifException> failure = Optional.empty();
    for (URI service : address.services()) {
      if (!open.contains(port(service))) {
        continue;
      }
      try {
        return new Found(Optional.of(describe(service, credentials)), Optional.empty());
      } catch (OnvifException failed) {
        if (failed.reason() == OnvifException.Reason.CREDENTIALS_REFUSED
            || failed.reason() == OnvifException.Reason.CREDENTIALS_MISSING
            || failed.reason() == OnvifException.Reason.TOO_SLOW) {
          // It is the one, or has had the time that there is for all of them.
          return new Found(Optional.empty(), Optional.of(failed));
        }
        failure = failure.isPresent() ? failure : Optional.of(failed);
      }
    }
    return new Found(Optional.empty(), failure);
  }

  private CameraDescription describe(URI service, Optional<Credentials> credentials)
      throws OnvifException, InterruptedException {
    Future<CameraDescription> asking = threads.submit(() -> onvif.describe(service, credentials));
    try {
      return asking.get(ONVIF_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException slow) {
      asking.cancel(true);
      throw OnvifException.tooSlow(service, ONVIF_LIMIT);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof OnvifException known) {
        throw known;
      }
      throw new IllegalStateException(failed.getCause());
    }
  }

  private static int port(URI service) {
    return service.getPort() > 0
        ? service.getPort()
        : service.getScheme().equals("https") ? 443 : 80;
  }

  private static Map<String, URI> uris(Found found, Optional<Streams> registered) {
    Map<String, URI> uris = new LinkedHashMap<>();
    if (registered.isPresent()) {
      uris.put(Role.MAIN.label(), registered.get().main());
      registered.get().sub().ifPresent(sub -> uris.put(Role.SUB.label(), sub));
    } else if (found.description().isPresent()) {
      for (Role role : List.of(Role.MAIN, Role.SUB)) {
        found.description().get().stream(role)
            .ifPresent(stream -> uris.put(role.label(), stream.uri()));
      }
    }
    return uris;
  }

  /** A registered camera is received as its file says. */
  private static BiFunction<String, URI, StreamSettings> settings(
      Optional<Credentials> credentials, Optional<Streams> registered) {
    return (role, uri) -> {
      StreamSettings settings = StreamSettings.of(role, uri, credentials);
      return registered.map(settings::receivedAs).orElse(settings);
    };
  }

  /** All at once: a technician waits for the slowest. */
  private List<Diagnosis.Stream> probe(
      Map<String, URI> uris, Found found, BiFunction<String, URI, StreamSettings> received)
      throws InterruptedException {
    Map<String, Future<Diagnosis.Stream>> probes = new LinkedHashMap<>();
    uris.forEach(
        (role, uri) -> {
          StreamSettings settings = received.apply(role, uri);
          probes.put(
              role,
              threads.submit(
                  () ->
                      new Diagnosis.Stream(
                          role, uri, declared(found, uri), network.probe(settings, OBSERVE))));
        });
    List<Diagnosis.Stream> streams = new ArrayList<>();
    for (Future<Diagnosis.Stream> probe : probes.values()) {
      try {
        streams.add(probe.get());
      } catch (ExecutionException failed) {
        throw new IllegalStateException(failed.getCause());
      }
    }
    return streams;
  }

  private static Optional<CameraDescription.Stream> declared(Found found, URI uri) {
    return found
        .description()
        .flatMap(
            description ->
                description.streams().stream()
                    .filter(stream -> stream.uri().equals(uri))
                    .findFirst());
  }

  @Override
  public void close() {
    network.close();
    threads.shutdownNow();
  }
}
