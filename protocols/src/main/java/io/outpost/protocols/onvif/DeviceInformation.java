package io.outpost.protocols.onvif;

import io.outpost.protocols.xml.XmlElement;

/** Who made a camera and what it is (GetDeviceInformation); what it does not say is empty. */
public record DeviceInformation(
    String manufacturer,
    String model,
    String firmwareVersion,
    String serialNumber,
    String hardwareId) {

  static DeviceInformation read(XmlElement response) {
    return new DeviceInformation(
        response.textAt("Manufacturer").orElse(""),
        response.textAt("Model").orElse(""),
        response.textAt("FirmwareVersion").orElse(""),
        response.textAt("SerialNumber").orElse(""),
        response.textAt("HardwareId").orElse(""));
  }
}
