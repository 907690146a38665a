package io.outpost.protocols.rtp;

import java.nio.charset.StandardCharsets;

/**
 * One chunk of a source description (RFC 3550 6.5), of whose items only the CNAME is kept.
 *
 * @param cname at most 255 bytes as UTF-8; empty if it was not sent
 */
public record SourceDescription(int ssrc, String cname) implements RtcpPacket {
  static final int MAX_CNAME_BYTES = 255;

  public SourceDescription {
    if (cname.getBytes(StandardCharsets.UTF_8).length > MAX_CNAME_BYTES) {
      throw new IllegalArgumentException("CNAME of more than 255 bytes");
    }
  }
}
