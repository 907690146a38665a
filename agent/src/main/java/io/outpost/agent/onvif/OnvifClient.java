package io.outpost.agent.onvif;

import io.outpost.agent.camera.Credentials;
import io.outpost.agent.time.TimeSource;
import io.outpost.protocols.http.Login;
import io.outpost.protocols.onvif.AddressPolicy;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Opens sessions with cameras. Safe for any thread. */
public final class OnvifClient {
  private final SoapPost post;
  private final TimeSource time;

  /**
   * @param executor runs what comes of answers; it must not be blocked for long
   */
  public OnvifClient(Executor executor, TimeSource time) {
    this(new SoapPost(executor), time);
  }

  OnvifClient(SoapPost post, TimeSource time) {
    this.post = post;
    this.time = time;
  }

  /**
   * A session; nothing is asked yet.
   *
   * @param service the camera's device service
   */
  public DeviceSession open(URI service, Optional<Credentials> credentials) {
    return new DeviceSession(
        service,
        credentials.map(login -> new Login(login.user(), login.password()::reveal)),
        post,
        time);
  }

  /**
   * Asks a camera all that is needed to register it. Blocks.
   *
   * @throws OnvifException when it cannot be reached, is no ONVIF device, or refuses the password
   */
  public CameraDescription describe(URI service, Optional<Credentials> credentials)
      throws OnvifException, InterruptedException {
    return new CameraDescriber(open(service, credentials), policy(service)).describe();
  }

  /**
   * Finds the device service of a camera, and describes it. Blocks.
   *
   * @throws OnvifException when none of the services in question answers, or the password is
   *     refused
   */
  public CameraDescription find(DeviceAddress address, Optional<Credentials> credentials)
      throws OnvifException, InterruptedException {
    Optional<OnvifException> first = Optional.empty();
    for (URI service : address.services()) {
      try {
        return describe(service, credentials);
      } catch (OnvifException failed) {
        first = first.isPresent() ? first : Optional.of(failed);
        boolean other = // no other port will do either
            switch (failed.reason()) {
              case UNREACHABLE -> failed.getCause() instanceof ConnectException;
              case NOT_ONVIF, ELSEWHERE, REFUSED -> true;
              case CREDENTIALS_MISSING, CREDENTIALS_REFUSED, TOO_SLOW, TOO_LARGE -> false;
            };
        if (!other) {
          throw failed;
        }
      }
    }
    throw first.orElseThrow();
  }

  /** Where a camera may send us; its name is looked up. Blocks. */
  public static AddressPolicy policy(URI service) {
    return AddressPolicy.of(service.toString(), spellings(service.getHost()))
        .orElseThrow(
            () -> new IllegalArgumentException(service + " is no address of a device service"));
  }

  private static Set<String> spellings(String host) {
    try {
      return Stream.of(InetAddress.getAllByName(host))
          .map(InetAddress::getHostAddress)
          .collect(Collectors.toSet());
    } catch (UnknownHostException unknown) {
      return Set.of(); // connecting will say so
    }
  }
}
