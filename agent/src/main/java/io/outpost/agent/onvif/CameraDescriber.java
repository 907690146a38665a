package io.outpost.agent.onvif;

import io.outpost.agent.onvif.CameraDescription.Role;
import io.outpost.agent.onvif.CameraDescription.Stream;
import io.outpost.agent.onvif.OnvifException.Reason;
import io.outpost.protocols.onvif.AddressDecision;
import io.outpost.protocols.onvif.AddressPolicy;
import io.outpost.protocols.onvif.AddressPolicy.Purpose;
import io.outpost.protocols.onvif.DeviceInformation;
import io.outpost.protocols.onvif.DeviceService;
import io.outpost.protocols.onvif.Media2Service;
import io.outpost.protocols.onvif.MediaProfile;
import io.outpost.protocols.onvif.MediaService;
import io.outpost.protocols.onvif.NetworkInterface;
import io.outpost.protocols.onvif.Operation;
import io.outpost.protocols.onvif.PtzPreset;
import io.outpost.protocols.onvif.PtzService;
import io.outpost.protocols.onvif.Scopes;
import io.outpost.protocols.onvif.Service;
import io.outpost.protocols.onvif.ServiceList;
import io.outpost.protocols.onvif.StreamChoice;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks a camera all that is needed to register it. What it does not know is left out, and what it
 * gets wrong in a known way is put right and remarked on; only a camera that cannot be reached,
 * does not speak ONVIF or refuses the password ends it.
 *
 * <p>For one thread, which waits for the answers.
 */
final class CameraDescriber {
  /** Profiles whose stream is asked for; a camera has two to five. */
  private static final int MAX_STREAMS = 16;

  private final DeviceSession session;
  private final AddressPolicy policy;
  private final List<String> remarks = new ArrayList<>();

  CameraDescriber(DeviceSession session, AddressPolicy policy) {
    this.session = session;
    this.policy = policy;
  }

  CameraDescription describe() throws OnvifException, InterruptedException {
    Optional<ClockOffset> clock = clock();
    DeviceInformation information = must(DeviceService.getDeviceInformation());
    ServiceList services = services();
    List<MediaProfile> media2 = profiles(services, Service.MEDIA2, Media2Service.getProfiles());
    List<MediaProfile> media = profiles(services, Service.MEDIA, MediaService.getProfiles());
    StreamChoice choice = StreamChoice.of(media2, media, Optional.empty());
    List<Stream> streams = streams(services, choice, media2.isEmpty() ? media : media2);
    Optional<MediaProfile> main = choice.main();
    return new CameraDescription(
        session.service(),
        information,
        maybe(session.service(), DeviceService.getScopes()).orElse(new Scopes(List.of())),
        session.proof(),
        session.clock().or(() -> clock),
        names(services),
        streams,
        choice.reason(),
        main.isPresent() ? snapshot(services, main.get()) : Optional.empty(),
        address(services, Service.EVENTS),
        hardwareAddress(),
        main.isPresent() ? presets(services, main.get()) : List.of(),
        remarks);
  }

  /** The first question; whoever does not answer it at all is no camera. */
  private Optional<ClockOffset> clock() throws OnvifException, InterruptedException {
    try {
      return Optional.of(Answers.await(session.askClock()));
    } catch (OnvifException failed) {
      return switch (failed.reason()) {
        case CREDENTIALS_MISSING, CREDENTIALS_REFUSED, REFUSED -> {
          remarks.add("the camera does not tell its time to everyone: " + failed.getMessage());
          yield Optional.empty();
        }
        case UNREACHABLE, NOT_ONVIF, ELSEWHERE, TOO_SLOW, TOO_LARGE -> throw failed;
      };
    }
  }

  private ServiceList services() throws OnvifException, InterruptedException {
    Optional<ServiceList> services = maybe(session.service(), DeviceService.getServices());
    if (services.isPresent() && !services.get().entries().isEmpty()) {
      return services.get();
    }
    Optional<ServiceList> capabilities = maybe(session.service(), DeviceService.getCapabilities());
    if (capabilities.isPresent() && !capabilities.get().entries().isEmpty()) {
      remarks.add("the camera has no GetServices: firmware of before 2012");
      return capabilities.get();
    }
    remarks.add("the camera does not say where its services are; the usual paths are tried");
    return new ServiceList(
        List.of(
            new ServiceList.Entry(Service.MEDIA.namespace(), usual("media_service"), ""),
            new ServiceList.Entry(Service.EVENTS.namespace(), usual("event_service"), ""),
            new ServiceList.Entry(Service.PTZ.namespace(), usual("ptz_service"), "")));
  }

  private String usual(String name) {
    return session.service().resolve("/onvif/" + name).toString();
  }

  private List<MediaProfile> profiles(
      ServiceList services, Service service, Operation<List<MediaProfile>> operation)
      throws OnvifException, InterruptedException {
    Optional<URI> address = address(services, service);
    return address.isPresent() ? maybe(address.get(), operation).orElse(List.of()) : List.of();
  }

  private List<Stream> streams(
      ServiceList services, StreamChoice choice, List<MediaProfile> profiles)
      throws OnvifException, InterruptedException {
    List<Stream> streams = new ArrayList<>();
    for (Role role : Role.values()) {
      for (MediaProfile profile : profiles) {
        if (role(choice, profile) == role
            && profile.encoder().isPresent()
            && streams.size() < MAX_STREAMS) {
          Optional<URI> uri = stream(services, profile);
          uri.ifPresent(found -> streams.add(new Stream(role, profile, found)));
        }
      }
    }
    return streams;
  }

  private static Role role(StreamChoice choice, MediaProfile profile) {
    if (choice.main().equals(Optional.of(profile))) {
      return Role.MAIN;
    }
    return choice.sub().equals(Optional.of(profile)) ? Role.SUB : Role.OTHER;
  }

  private Optional<URI> stream(ServiceList services, MediaProfile profile)
      throws OnvifException, InterruptedException {
    boolean second = profile.service() == Service.MEDIA2;
    Operation<String> operation =
        second
            ? Media2Service.getStreamUri(profile.token())
            : MediaService.getStreamUri(profile.token());
    return uri(services, profile, operation, Purpose.STREAM);
  }

  private Optional<URI> snapshot(ServiceList services, MediaProfile profile)
      throws OnvifException, InterruptedException {
    boolean second = profile.service() == Service.MEDIA2;
    Operation<String> operation =
        second
            ? Media2Service.getSnapshotUri(profile.token())
            : MediaService.getSnapshotUri(profile.token());
    return uri(services, profile, operation, Purpose.SNAPSHOT);
  }

  private Optional<URI> uri(
      ServiceList services, MediaProfile profile, Operation<String> operation, Purpose purpose)
      throws OnvifException, InterruptedException {
    Optional<URI> address = address(services, profile.service());
    if (address.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> answer = maybe(address.get(), operation);
    return answer.isPresent() ? allowed(purpose, answer.get()) : Optional.empty();
  }

  private List<PtzPreset> presets(ServiceList services, MediaProfile profile)
      throws OnvifException, InterruptedException {
    Optional<URI> address = address(services, Service.PTZ);
    return address.isPresent() && profile.hasPtz()
        ? maybe(address.get(), PtzService.getPresets(profile.token())).orElse(List.of())
        : List.of();
  }

  private String hardwareAddress() throws OnvifException, InterruptedException {
    return maybe(session.service(), DeviceService.getNetworkInterfaces()).orElse(List.of()).stream()
        .map(NetworkInterface::hardwareAddress)
        .filter(address -> !address.isEmpty())
        .findFirst()
        .orElse("");
  }

  private Optional<URI> address(ServiceList services, Service service) {
    Optional<String> written = services.address(service);
    return written.isPresent() ? allowed(Purpose.SERVICE, written.get()) : Optional.empty();
  }

  /** Where the camera points, if that is the camera. */
  private Optional<URI> allowed(Purpose purpose, String written) {
    AddressDecision decision = policy.decide(purpose, written);
    if (decision instanceof AddressDecision.Use use) {
      if (!use.change().isEmpty()) {
        remark(purpose.name().toLowerCase(Locale.ROOT) + ": " + use.change());
      }
      return Optional.of(URI.create(use.uri()));
    }
    if (decision instanceof AddressDecision.Refuse refuse) {
      remark(refuse.reason());
      return Optional.empty();
    }
    throw new IllegalStateException("unknown decision " + decision);
  }

  private void remark(String text) {
    if (!remarks.contains(text)) {
      remarks.add(text);
    }
  }

  private static List<String> names(ServiceList services) {
    List<String> names = new ArrayList<>();
    for (ServiceList.Entry entry : services.entries()) {
      for (Service service : Service.values()) {
        if (service.namespace().equals(entry.namespace())) {
          names.add((service.name().toLowerCase(Locale.ROOT) + " " + entry.version()).strip());
        }
      }
    }
    return names;
  }

  private <T> T must(Operation<T> operation) throws OnvifException, InterruptedException {
    return Answers.await(session.ask(operation));
  }

  /** Empty when the camera does not know the question, or answers nonsense. */
  private <T> Optional<T> maybe(URI address, Operation<T> operation)
      throws OnvifException, InterruptedException {
    try {
      return Optional.of(Answers.await(session.ask(address, operation)));
    } catch (OnvifException failed) {
      if (failed.reason() == Reason.CREDENTIALS_REFUSED
          || failed.reason() == Reason.CREDENTIALS_MISSING) {
        throw failed;
      }
      remark(operation + ": " + failed.getMessage());
      return Optional.empty();
    }
  }
}
