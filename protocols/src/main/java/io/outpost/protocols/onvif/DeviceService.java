package io.outpost.protocols.onvif;

import java.util.List;

/** Operations of the device service (ONVIF Core, device management; devicemgmt.wsdl). */
public final class DeviceService {
  private DeviceService() {}

  /**
   * The camera's clock. ONVIF lets anyone ask, so that a token can bear the camera's time; some
   * cameras want a login all the same.
   */
  public static Operation<SystemDateAndTime> getSystemDateAndTime() {
    return Operation.of(Service.DEVICE, "GetSystemDateAndTime", SystemDateAndTime::read);
  }

  public static Operation<DeviceInformation> getDeviceInformation() {
    return Operation.of(Service.DEVICE, "GetDeviceInformation", DeviceInformation::read);
  }

  /** Where the services are; absent in old firmware, which has {@link #getCapabilities()}. */
  public static Operation<ServiceList> getServices() {
    return Operation.of(
        Service.DEVICE,
        "GetServices",
        request -> request.leaf("tds:IncludeCapability", "false"),
        ServiceList::ofServices);
  }

  /** Where the services are, as older firmware says it; it knows no Media2. */
  public static Operation<ServiceList> getCapabilities() {
    return Operation.of(
        Service.DEVICE,
        "GetCapabilities",
        request -> request.leaf("tds:Category", "All"),
        ServiceList::ofCapabilities);
  }

  public static Operation<Scopes> getScopes() {
    return Operation.of(
        Service.DEVICE,
        "GetScopes",
        response ->
            Scopes.of(
                response.children("Scopes").stream()
                    .flatMap(scope -> scope.textAt("ScopeItem").stream())
                    .toList()));
  }

  public static Operation<List<NetworkInterface>> getNetworkInterfaces() {
    return Operation.of(Service.DEVICE, "GetNetworkInterfaces", NetworkInterface::readAll);
  }

  /** The host name; empty when the camera has none. */
  public static Operation<String> getHostname() {
    return Operation.of(
        Service.DEVICE,
        "GetHostname",
        response -> response.textAt("HostnameInformation", "Name").orElse(""));
  }
}
