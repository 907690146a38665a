package io.outpost.agent.testing.onvif;

import io.outpost.protocols.onvif.Service;
import io.outpost.protocols.xml.XmlWriter;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the device service answers (devicemgmt.wsdl). */
final class DeviceAnswers {
  private final Temper temper;
  private final Addresses addresses;

  DeviceAnswers(Temper temper, Addresses addresses) {
    this.temper = temper;
    this.addresses = addresses;
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
    LocalDateTime now =
        LocalDateTime.ofInstant(temper.time.now().plus(temper.clockOffset), ZoneOffset.UTC);
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
    body.leaf("tds:Manufacturer", temper.manufacturer)
        .leaf("tds:Model", temper.model)
        .leaf("tds:FirmwareVersion", "5.7.1")
        .leaf("tds:SerialNumber", "SN-0042");
    temper.hardwareId.ifPresent(id -> body.leaf("tds:HardwareId", id));
  }

  /** Media2 first, since that is where clients that match on "media" go wrong. */
  private Map<Service, String> places() {
    Map<Service, String> places = new LinkedHashMap<>();
    places.put(Service.DEVICE, "http://{host}:{port}" + temper.devicePath);
    if (temper.media2) {
      places.put(Service.MEDIA2, temper.serviceUri);
    }
    if (temper.media) {
      places.put(Service.MEDIA, temper.serviceUri);
    }
    places.put(Service.EVENTS, temper.serviceUri);
    places.replaceAll((service, uri) -> addresses.expand(uri, ServicePath.of(service)));
    return places;
  }

  private void services(XmlWriter body) {
    places()
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
    places()
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
    for (String scope : scopes(temper)) {
      body.open("tds:Scopes").leaf("tt:ScopeDef", "Fixed").leaf("tt:ScopeItem", scope).close();
    }
  }

  static List<String> scopes(Temper temper) {
    return List.of(
        "onvif://www.onvif.org/type/video_encoder",
        "onvif://www.onvif.org/Profile/Streaming",
        "onvif://www.onvif.org/hardware/" + temper.model.replace(" ", "%20"),
        "onvif://www.onvif.org/name/" + temper.name.replace(" ", "%20"),
        "onvif://www.onvif.org/location/");
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
