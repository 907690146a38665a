package io.outpost.agent.testing.onvif;

import io.outpost.protocols.onvif.Service;
import io.outpost.protocols.xml.XmlWriter;

/** What Media and Media2 answer (ver10 and ver20, media.wsdl). */
final class MediaAnswers {
  private final Temper temper;
  private final Addresses addresses;

  MediaAnswers(Temper temper, Addresses addresses) {
    this.temper = temper;
    this.addresses = addresses;
  }

  void write(SoapRequest request, Service service, XmlWriter body) {
    boolean second = service == Service.MEDIA2;
    String operation = request.operation();
    body.open("m:" + operation + "Response").namespace("m", service.namespace());
    body.namespace("tt", "http://www.onvif.org/ver10/schema");
    switch (operation) {
      case "GetProfiles" -> profiles(body, second);
      case "GetStreamUri" -> uri(body, second, temper.streamUri, profile(request));
      case "GetSnapshotUri" -> uri(body, second, temper.snapshotUri, profile(request));
      case "GetVideoSources" -> sources(body);
      default -> throw SoapRefusal.notSupported(operation);
    }
    body.close();
  }

  private SimulatedProfile profile(SoapRequest request) {
    String token = request.parameter("ProfileToken");
    return temper.profiles.stream()
        .filter(profile -> profile.token().equals(token))
        .findFirst()
        .orElseThrow(() -> new SoapRefusal("ter:NoProfile", "no profile '" + token + "'"));
  }

  private void uri(XmlWriter body, boolean second, String template, SimulatedProfile profile) {
    String uri = addresses.expand(template, profile.token());
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
    for (SimulatedProfile profile : temper.profiles) {
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
      body.attribute("GovLength", Integer.toString(SimulatedProfile.GROUP_LENGTH));
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
        .leaf("tt:FrameRateLimit", Integer.toString(SimulatedProfile.FRAME_RATE))
        .leaf("tt:BitrateLimit", Integer.toString(SimulatedProfile.KILOBITS_PER_SECOND))
        .close();
    if (!second && profile.encoding().equals("H264")) {
      body.open("tt:H264")
          .leaf("tt:GovLength", Integer.toString(SimulatedProfile.GROUP_LENGTH))
          .leaf("tt:H264Profile", "Main")
          .close();
    }
    body.close();
  }

  private void sources(XmlWriter body) {
    temper.profiles.stream()
        .map(SimulatedProfile::source)
        .distinct()
        .forEach(
            token ->
                body.open("m:VideoSources")
                    .attribute("token", token)
                    .leaf("tt:Framerate", Integer.toString(SimulatedProfile.FRAME_RATE))
                    .open("tt:Resolution")
                    .leaf("tt:Width", "2560")
                    .leaf("tt:Height", "1440")
                    .close()
                    .close());
  }
}
