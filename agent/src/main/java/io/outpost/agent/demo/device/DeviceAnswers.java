package io.outpost.agent.demo.device;

import io.outpost.agent.time.TimeSource;
import io.outpost.protocols.onvif.Service;
import io.outpost.protocols.xml.XmlWriter;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** What the device service answers (devicemgmt.wsdl). */
final class DeviceAnswers {
  private final DeviceIdentity identity;
  private final DevicePlaces places;
  private final TimeSource clock;

  DeviceAnswers(DeviceIdentity identity, DevicePlaces places, TimeSource clock) {
    this.identity = identity;
    this.places = places;
    this.clock = clock;
  }

  void write(String operation, XmlWriter body) {
    body.open("tds:" + operation + "Response").namespace("tds", Service.DEVICE.namespace());
    body.namespace("tt", "http://www.onvif.org/ver10/schema");
    switch (operation) {
      case "GetSystemDateAndTime" -> clock(body);
      case "GetDeviceInformation" -> information(body);
      case "GetServices" -> services(body);
      case "GetCapabilities" -> capabilities(body);
      case "GetScopes" -> scopes(body);
      case "GetNetworkInterfaces" -> interfaces(body);
      case "GetHostname" ->
          body.open("tds:HostnameInformation")
              .leaf("tt:FromDHCP", "false")
              .leaf("tt:Name", "simulated")
              .close();
      default -> throw SoapRefusal.notSupported(operation);
    }
    body.close();
  }

  private void clock(XmlWriter body) {
    LocalDateTime now = LocalDateTime.ofInstant(clock.now(), ZoneOffset.UTC);
    body.open("tds:SystemDateAndTime")
        .leaf("tt:DateTimeType", "NTP")
        .leaf("tt:DaylightSavings", "false")
        .open("tt:TimeZone")
        .leaf("tt:TZ", "UTC0")
        .close()
        .open("tt:UTCDateTime")
        .open("tt:Time")
        .leaf("tt:Hour", Integer.toString(now.getHour()))
        .leaf("tt:Minute", Integer.toString(now.getMinute()))
        .leaf("tt:Second", Integer.toString(now.getSecond()))
        .close()
        .open("tt:Date")
        .leaf("tt:Year", Integer.toString(now.getYear()))
        .leaf("tt:Month", Integer.toString(now.getMonthValue()))
        .leaf("tt:Day", Integer.toString(now.getDayOfMonth()))
        .close()
        .close()
        .close();
  }

  private void information(XmlWriter body) {
    body.leaf("tds:Manufacturer", identity.manufacturer())
        .leaf("tds:Model", identity.model())
        .leaf("tds:FirmwareVersion", "5.7.1")
        .leaf("tds:SerialNumber", "SN-0042");
    identity.hardwareId().ifPresent(id -> body.leaf("tds:HardwareId", id));
  }

  private void services(XmlWriter body) {
    places
        .services()
        .forEach(
            (service, uri) ->
                body.open("tds:Service")
                    .leaf("tds:Namespace", service.namespace())
                    .leaf("tds:XAddr", uri)
                    .open("tds:Version")
                    .leaf("tt:Major", "2")
                    .leaf("tt:Minor", "60")
                    .close()
                    .close());
  }

  private void capabilities(XmlWriter body) {
    body.open("tds:Capabilities");
    places
        .services()
        .forEach(
            (service, uri) ->
                capabilityName(service)
                    .ifPresent(name -> body.open("tt:" + name).leaf("tt:XAddr", uri).close()));
    body.close();
  }

  /** Media2 is younger than GetCapabilities. */
  private static Optional<String> capabilityName(Service service) {
    return switch (service) {
      case DEVICE -> Optional.of("Device");
      case MEDIA -> Optional.of("Media");
      case PTZ -> Optional.of("PTZ");
      case EVENTS -> Optional.of("Events");
      case MEDIA2, SUBSCRIPTION -> Optional.empty();
    };
  }

  private void scopes(XmlWriter body) {
    for (String scope : identity.scopes()) {
      body.open("tds:Scopes").leaf("tt:ScopeDef", "Fixed").leaf("tt:ScopeItem", scope).close();
    }
  }

  private void interfaces(XmlWriter body) {
    body.open("tds:NetworkInterfaces")
        .attribute("token", "eth0")
        .leaf("tt:Enabled", "true")
        .open("tt:Info")
        .leaf("tt:Name", "eth0")
        .leaf("tt:HwAddress", "02:00:5E:10:00:01")
        .close()
        .close();
  }
}
