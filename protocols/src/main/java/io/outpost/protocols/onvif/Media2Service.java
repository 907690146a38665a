package io.outpost.protocols.onvif;

import java.util.List;

/** Operations of the media2 service (ONVIF Media2, ver20; media.wsdl), which knows H.265. */
public final class Media2Service {
  private Media2Service() {}

  public static Operation<List<MediaProfile>> getProfiles() {
    return Operation.of(
        Service.MEDIA2,
        "GetProfiles",
        request -> request.leaf("tr2:Type", "All"),
        response -> MediaProfile.readAll(Service.MEDIA2, response));
  }

  /** Where the stream of a profile is, by RTSP; the transport is then RTSP's to settle. */
  public static Operation<String> getStreamUri(String profileToken) {
    return Operation.of(
        Service.MEDIA2,
        "GetStreamUri",
        request ->
            request.leaf("tr2:Protocol", "RtspUnicast").leaf("tr2:ProfileToken", profileToken),
        MediaUri::read);
  }

  /** Where a JPEG of a profile is, by HTTP. */
  public static Operation<String> getSnapshotUri(String profileToken) {
    return Operation.of(
        Service.MEDIA2,
        "GetSnapshotUri",
        request -> request.leaf("tr2:ProfileToken", profileToken),
        MediaUri::read);
  }

  public static Operation<List<VideoEncoder>> getVideoEncoderConfigurations() {
    return Operation.of(
        Service.MEDIA2, "GetVideoEncoderConfigurations", MediaService::readConfigurations);
  }
}
