package io.outpost.protocols.onvif;

import java.util.List;

/** Operations of the PTZ service that only look (ONVIF PTZ; ptz.wsdl). */
public final class PtzService {
  private PtzService() {}

  public static Operation<PtzStatus> getStatus(String profileToken) {
    return Operation.of(
        Service.PTZ,
        "GetStatus",
        request -> request.leaf("tptz:ProfileToken", profileToken),
        PtzStatus::read);
  }

  public static Operation<List<PtzPreset>> getPresets(String profileToken) {
    return Operation.of(
        Service.PTZ,
        "GetPresets",
        request -> request.leaf("tptz:ProfileToken", profileToken),
        PtzPreset::readAll);
  }

  public static Operation<List<PtzNode>> getNodes() {
    return Operation.of(Service.PTZ, "GetNodes", PtzNode::readAll);
  }
}
