package io.outpost.protocols.rtsp;

import io.outpost.protocols.http.HeaderText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One stream of an RTP-Info header (RFC 2326 12.33).
 *
 * @param url of the track; relative, absolute, or plainly wrong
 * @param sequence of the first packet
 * @param rtpTime of the first packet, in ticks
 */
public record RtpInfo(String url, Optional<Integer> sequence, Optional<Long> rtpTime) {
  private static final long MAX_UNSIGNED_INT = 0xFFFF_FFFFL;

  /** Reads every stream; what is malformed, such as {@code rtptime=-1}, counts as absent. */
  public static List<RtpInfo> parseAll(String value) {
    List<RtpInfo> streams = new ArrayList<>();
    for (String stream : HeaderText.split(value, ',', RtspLimits.MAX_RTP_INFO_STREAMS)) {
      String url = "";
      Optional<Integer> sequence = Optional.empty();
      Optional<Long> rtpTime = Optional.empty();
      for (String part : HeaderText.split(stream, ';', RtspLimits.MAX_TRANSPORT_PARAMETERS)) {
        int equals = part.indexOf('=');
        String name = part.substring(0, Math.max(equals, 0)).trim().toLowerCase(Locale.ROOT);
        String text = part.substring(equals + 1).trim();
        switch (name) {
          case "url" -> url = HeaderText.unquote(text);
          case "seq" -> sequence = HeaderText.unsignedInt(text).filter(n -> n <= 0xFFFF);
          case "rtptime" -> rtpTime = unsigned32(text);
          default -> {}
        }
      }
      streams.add(new RtpInfo(url, sequence, rtpTime));
    }
    return streams;
  }

  private static Optional<Long> unsigned32(String text) {
    try {
      return Optional.of(Long.parseLong(text)).filter(n -> n >= 0 && n <= MAX_UNSIGNED_INT);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
