package io.outpost.protocols.onvif;

import io.outpost.protocols.xml.XmlElement;
import java.util.List;

/** Operations of the media service (ONVIF Media, ver10; media.wsdl). */
public final class MediaService {
  private static final int MAX_CONFIGURATIONS = 128;

  private MediaService() {}

  public static Operation<List<MediaProfile>> getProfiles() {
    return Operation.of(
        Service.MEDIA, "GetProfiles", response -> MediaProfile.readAll(Service.MEDIA, response));
  }

  /** Where the stream of a profile is, by RTSP; the transport is then RTSP's to settle. */
  public static Operation<String> getStreamUri(String profileToken) {
    return Operation.of(
        Service.MEDIA,
        "GetStreamUri",
        request ->
            request
                .open("trt:StreamSetup")
                .leaf("tt:Stream", "RTP-Unicast")
                .open("tt:Transport")
                .leaf("tt:Protocol", "RTSP")
                .close()
                .close()
                .leaf("trt:ProfileToken", profileToken),
        MediaUri::read);
  }

  /** Where a JPEG of a profile is, by HTTP. */
  public static Operation<String> getSnapshotUri(String profileToken) {
    return Operation.of(
        Service.MEDIA,
        "GetSnapshotUri",
        request -> request.leaf("trt:ProfileToken", profileToken),
        MediaUri::read);
  }

  public static Operation<List<VideoEncoder>> getVideoEncoderConfigurations() {
    return Operation.of(
        Service.MEDIA, "GetVideoEncoderConfigurations", MediaService::readConfigurations);
  }

  static List<VideoEncoder> readConfigurations(XmlElement response) {
    return response.children("Configurations").stream()
        .limit(MAX_CONFIGURATIONS)
        .map(VideoEncoder::read)
        .toList();
  }
}
