package io.outpost.protocols.rtsp;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.http.HeaderText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A Session header (RFC 2326 12.37).
 *
 * @param timeout after how long without a request the server forgets the session
 */
public record SessionHeader(String id, Optional<Duration> timeout) {
  /** What holds when the server names no timeout. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  /**
   * Reads {@code 708345999;timeout=60}, blanks anywhere; a timeout that is no number between 1 and
   * {@link RtspLimits#MAX_SESSION_TIMEOUT_SECONDS} counts as absent.
   */
  public static SessionHeader parse(String value) throws ProtocolException {
    List<String> parts = HeaderText.split(value, ';', RtspLimits.MAX_TRANSPORT_PARAMETERS);
    if (parts.isEmpty()) {
      throw new ProtocolException("RFC 2326 12.37", 0, "expected a session identifier");
    }
    Optional<Duration> timeout = Optional.empty();
    for (String part : parts.subList(1, parts.size())) {
      int equals = part.indexOf('=');
      if (equals > 0
          && part.substring(0, equals).trim().toLowerCase(Locale.ROOT).equals("timeout")) {
        timeout =
            HeaderText.unsignedInt(part.substring(equals + 1))
                .filter(s -> s > 0 && s <= RtspLimits.MAX_SESSION_TIMEOUT_SECONDS)
                .map(Duration::ofSeconds);
      }
    }
    return new SessionHeader(parts.get(0), timeout);
  }

  /** As a header value. */
  public String format() {
    return timeout.map(t -> id + ";timeout=" + t.toSeconds()).orElse(id);
  }
}
