package io.outpost.protocols.onvif;

import io.outpost.protocols.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a camera's services are (GetServices, or GetCapabilities of older firmware). Services are
 * told apart by their whole namespace: Media and Media2 differ in nothing else, and either may come
 * first.
 */
public record ServiceList(List<Entry> entries) {
  private static final int MAX_ENTRIES = 64;

  /**
   * One service.
   *
   * @param namespace of its WSDL
   * @param address as the camera wrote it
   * @param version such as {@code 2.42}; empty when it is not told
   */
  public record Entry(String namespace, String address, String version) {}

  public ServiceList {
    entries = List.copyOf(entries);
  }

  /** The address of a service; the first counts. */
  public Optional<String> address(Service service) {
    return entries.stream()
        .filter(entry -> entry.namespace().equals(service.namespace()))
        .map(Entry::address)
        .findFirst();
  }

  static ServiceList ofServices(XmlElement response) {
    List<Entry> entries = new ArrayList<>();
    for (XmlElement service : response.children("Service")) {
      Optional<String> namespace = service.textAt("Namespace");
      Optional<String> address = service.textAt("XAddr");
      if (namespace.isPresent() && address.isPresent() && entries.size() < MAX_ENTRIES) {
        entries.add(new Entry(namespace.get(), address.get(), version(service)));
      }
    }
    return new ServiceList(entries);
  }

  private static String version(XmlElement service) {
    Optional<String> major = service.textAt("Version", "Major");
    return major.map(m -> m + "." + service.textAt("Version", "Minor").orElse("0")).orElse("");
  }

  static ServiceList ofCapabilities(XmlElement response) {
    List<Entry> entries = new ArrayList<>();
    response
        .child("Capabilities")
        .ifPresent(
            capabilities -> {
              add(entries, capabilities, Service.DEVICE, "Device");
              add(entries, capabilities, Service.MEDIA, "Media");
              add(entries, capabilities, Service.PTZ, "PTZ");
              add(entries, capabilities, Service.EVENTS, "Events");
            });
    return new ServiceList(entries);
  }

  private static void add(
      List<Entry> entries, XmlElement capabilities, Service service, String name) {
    capabilities
        .textAt(name, "XAddr")
        .ifPresent(address -> entries.add(new Entry(service.namespace(), address, "")));
  }
}
