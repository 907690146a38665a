package io.outpost.agent.onvif;

import io.outpost.protocols.onvif.DeviceInformation;
import io.outpost.protocols.onvif.MediaProfile;
import io.outpost.protocols.onvif.PtzPreset;
import io.outpost.protocols.onvif.Scopes;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a camera says of itself.
 *
 * @param service its device service, as it was asked
 * @param proof how it wants to see the password
 * @param clock how far its clock is off, where it tells the time
 * @param services names and versions of its services, such as {@code media2 2.42}
 * @param streams those that can be pulled, the main one first, then the sub one, if there is any
 * @param choice why these are main and sub
 * @param snapshot where a JPEG is to be had
 * @param events where notifications are to be had
 * @param hardwareAddress of its network interface, empty when it does not tell
 * @param presets of a camera that moves
 * @param remarks what was odd and was made to work, for people
 */
public record CameraDescription(
    URI service,
    DeviceInformation information,
    Scopes scopes,
    DeviceSession.Proof proof,
    Optional<ClockOffset> clock,
    List<String> services,
    List<Stream> streams,
    String choice,
    Optional<URI> snapshot,
    Optional<URI> events,
    String hardwareAddress,
    List<PtzPreset> presets,
    List<String> remarks) {
  public CameraDescription {
    services = List.copyOf(services);
    streams = List.copyOf(streams);
    presets = List.copyOf(presets);
    remarks = List.copyOf(remarks);
  }

  /** What a stream is for. */
  public enum Role {
    MAIN("main"),
    SUB("sub"),
    OTHER("other");

    private final String label;

    Role(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /**
   * One stream.
   *
   * @param uri on the registered host, without user information
   */
  public record Stream(Role role, MediaProfile profile, URI uri) {}

  public Optional<Stream> stream(Role role) {
    return streams.stream().filter(stream -> stream.role() == role).findFirst();
  }
}
