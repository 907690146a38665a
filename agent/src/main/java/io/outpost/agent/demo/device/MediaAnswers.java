package io.outpost.agent.demo.device;

import io.outpost.protocols.onvif.Service;
import io.outpost.protocols.xml.XmlWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What Media and Media2 answer (ver10 and ver20, media.wsdl). */
final class MediaAnswers {
  private final List<SimulatedProfile> profiles;
  private final DevicePlaces places;

  MediaAnswers(List<SimulatedProfile> profiles, DevicePlaces places) {
    this.profiles = List.copyOf(profiles);
    this.places = places;
  }

  void write(SoapRequest request, Service service, XmlWriter body) {
    boolean second = service == Service.MEDIA2;
    String operation = request.operation();
    body.open("m:" + operation + "Response").namespace("m", service.namespace());
    body.namespace("tt", "http://www.onvif.org/ver10/schema");
    switch (operation) {
      case "GetProfiles" -> profiles(body, second);
      case "GetStreamUri" -> uri(body, second, places.stream(), profile(request));
      case "GetSnapshotUri" -> uri(body, second, places.snapshot(), profile(request));
      case "GetVideoSources" -> sources(body);
      default -> throw SoapRefusal.notSupported(operation);
    }
    body.close();
  }

  private SimulatedProfile profile(SoapRequest request) {
    String token = request.parameter("ProfileToken");
    return profiles.stream()
        .filter(profile -> profile.token().equals(token))
        .findFirst()
        .orElseThrow(() -> new SoapRefusal("ter:NoProfile", "no profile '" + token + "'"));
  }

  private static void uri(
      XmlWriter body, boolean second, UnaryOperator<String> place, SimulatedProfile profile) {
    String uri = place.apply(profile.token());
    if (second) {
      body.leaf("m:Uri", uri);
      return;
    }
    body.open("m:MediaUri")
        .leaf("tt:Uri", uri)
        .leaf("tt:InvalidAfterConnect", "false")
        .leaf("tt:InvalidAfterReboot", "false")
        .leaf("tt:Timeout", "PT0S")
        .close();
  }

  private void profiles(XmlWriter body, boolean second) {
    for (SimulatedProfile profile : profiles) {
      body.open("m:Profiles").attribute("token", profile.token()).attribute("fixed", "true");
      body.leaf(second ? "m:Name" : "tt:Name", profile.name());
      if (second) {
        body.open("m:Configurations");
        source(body, "m:VideoSource", profile);
        encoder(body, "m:VideoEncoder", profile, true);
        body.close();
      } else {
        source(body, "tt:VideoSourceConfiguration", profile);
        encoder(body, "tt:VideoEncoderConfiguration", profile, false);
      }
      body.close();
    }
  }

  private static void source(XmlWriter body, String element, SimulatedProfile profile) {
    body.open(element)
        .attribute("token", "configuration_" + profile.source())
        .leaf("tt:Name", profile.source())
        .leaf("tt:UseCount", "1")
        .leaf("tt:SourceToken", profile.source())
        .open("tt:Bounds")
        .attribute("x", "0")
        .attribute("y", "0")
        .attribute("width", Integer.toString(profile.width()))
        .attribute("height", Integer.toString(profile.height()))
        .close()
        .close();
  }

  private static void encoder(
      XmlWriter body, String element, SimulatedProfile profile, boolean second) {
    body.open(element).attribute("token", "encoder_" + profile.token());
    if (second) {
      body.attribute("GovLength", Integer.toString(profile.pace().groupLength()));
    }
    body.leaf("tt:Name", profile.token())
        .leaf("tt:UseCount", "1")
        .leaf("tt:Encoding", profile.encoding());
    if (profile.width() > 0) {
      body.open("tt:Resolution")
          .leaf("tt:Width", Integer.toString(profile.width()))
          .leaf("tt:Height", Integer.toString(profile.height()))
          .close();
    }
    body.open("tt:RateControl")
        .leaf("tt:FrameRateLimit", Integer.toString(profile.pace().frameRate()))
        .leaf("tt:BitrateLimit", Integer.toString(profile.pace().kilobitsPerSecond()))
        .close();
    if (!second && profile.encoding().equals("H264")) {
      body.open("tt:H264")
          .leaf("tt:GovLength", Integer.toString(profile.pace().groupLength()))
          .leaf("tt:H264Profile", "Main")
          .close();
    }
    body.close();
  }

  /** Each lens once, with its largest picture. */
  private void sources(XmlWriter body) {
    profiles.stream()
        .collect(
            Collectors.toMap(
                SimulatedProfile::source,
                profile -> profile,
                BinaryOperator.maxBy(Comparator.comparingInt(SimulatedProfile::width)),
                LinkedHashMap::new))
        .forEach(
            (token, profile) ->
                body.open("m:VideoSources")
                    .attribute("token", token)
                    .leaf("tt:Framerate", Integer.toString(profile.pace().frameRate()))
                    .open("tt:Resolution")
                    .leaf("tt:Width", Integer.toString(profile.width()))
                    .leaf("tt:Height", Integer.toString(profile.height()))
                    .close()
                    .close());
  }
}
