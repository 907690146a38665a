package io.outpost.protocols.onvif;

/** What {@link AddressPolicy} makes of a URI that a camera sent. */
public sealed interface AddressDecision {
  /**
   * The URI to use.
   *
   * @param uri on the registered host, without user info
   * @param change what was changed and why, for people; empty when nothing was but user info
   */
  record Use(String uri, String change) implements AddressDecision {}

  /**
   * Nothing may be sent there.
   *
   * @param reason what was found and what to do, for people
   */
  record Refuse(String reason) implements AddressDecision {}
}
