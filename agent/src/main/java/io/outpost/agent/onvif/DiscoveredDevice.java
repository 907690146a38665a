package io.outpost.agent.onvif;

import io.outpost.protocols.onvif.Announcement;
import java.net.URI;

/**
 * A device that answered.
 *
 * @param endpoint its endpoint reference, which stays when its address changes
 * @param service its device service, at the address that it answered from
 * @param address that it answered from
 * @param networkInterface of this machine, by which it was reached
 */
public record DiscoveredDevice(
    String endpoint,
    URI service,
    String address,
    String networkInterface,
    Announcement announcement) {

  /** What is the same whenever this device speaks. */
  public String key() {
    return announcement.key();
  }
}
