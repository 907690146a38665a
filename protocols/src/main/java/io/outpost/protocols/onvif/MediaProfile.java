package io.outpost.protocols.onvif;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A media profile: what a stream can be asked for (ONVIF Media and Media2, GetProfiles).
 *
 * @param service which of the two it came from; its token is good there alone
 * @param token by which it is named in requests
 * @param name for people; it may say nothing, as {@code Profile_1}
 * @param videoSource token of the lens or sensor it shows
 * @param encoder empty when it carries no video
 * @param ptzConfiguration token of the PTZ configuration
 * @param ptzNode token of the PTZ node that moves the camera
 */
public record MediaProfile(
    Service service,
    String token,
    String name,
    Optional<String> videoSource,
    Optional<VideoEncoder> encoder,
    Optional<String> ptzConfiguration,
    Optional<String> ptzNode) {
  private static final int MAX_PROFILES = 128;

  /** Whether the camera can be moved by this profile. */
  public boolean hasPtz() {
    return ptzConfiguration.isPresent();
  }

  static List<MediaProfile> readAll(Service service, XmlElement response) throws ProtocolException {
    List<MediaProfile> profiles = new ArrayList<>();
    for (XmlElement element : response.children("Profiles")) {
      if (profiles.size() < MAX_PROFILES) {
        profiles.add(read(service, element));
      }
    }
    return profiles;
  }

  /** Media has the configurations in the profile, Media2 in an element of their own. */
  private static MediaProfile read(Service service, XmlElement profile) throws ProtocolException {
    Optional<XmlElement> source =
        profile
            .child("VideoSourceConfiguration")
            .or(() -> profile.at("Configurations", "VideoSource"));
    Optional<XmlElement> encoder =
        profile
            .child("VideoEncoderConfiguration")
            .or(() -> profile.at("Configurations", "VideoEncoder"));
    Optional<XmlElement> ptz =
        profile.child("PTZConfiguration").or(() -> profile.at("Configurations", "PTZ"));
    return new MediaProfile(
        service,
        Fields.token(profile),
        PercentEncoding.decode(profile.textAt("Name").orElse("")),
        source.flatMap(configuration -> configuration.textAt("SourceToken")),
        encoder.map(VideoEncoder::read),
        ptz.map(configuration -> configuration.attribute("token").orElse("")),
        ptz.flatMap(configuration -> configuration.textAt("NodeToken")));
  }
}
