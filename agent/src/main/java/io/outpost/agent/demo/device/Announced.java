package io.outpost.agent.demo.device;

import java.util.List;

/**
 * What a device says of itself by WS-Discovery.
 *
 * @param address that it answers from
 * @param endpoint {@code urn:uuid:...}
 * @param serviceUris the XAddrs, separated by blanks
 */
public record Announced(String address, String endpoint, String serviceUris, List<String> scopes) {
  public Announced {
    scopes = List.copyOf(scopes);
  }
}
