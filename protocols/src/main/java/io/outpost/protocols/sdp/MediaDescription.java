package io.outpost.protocols.sdp;

import java.util.List;
import java.util.Optional;

/**
 * One {@code m=} line and what belongs to it.
 *
 * @param media {@code video}, {@code audio}, {@code application}, in lower case
 * @param formats RTP payload types as written
 * @param connection address of the {@code c=} line, such as {@code 239.1.2.3/64}
 */
public record MediaDescription(
    String media,
    int port,
    String protocol,
    List<String> formats,
    Optional<String> connection,
    Attributes attributes) {
  public MediaDescription {
    formats = List.copyOf(formats);
  }
}
