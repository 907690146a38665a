package io.outpost.protocols.rtsp;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.http.HeaderText;

/** Two numbers that belong together: RTP first, RTCP second; ports or interleaved channels. */
public record PortPair(int rtp, int rtcp) {
  /**
   * Reads {@code 0-1}; of a single number the second is the next one.
   *
   * @param max the largest number that may stand here
   */
  static PortPair parse(String text, int max) throws ProtocolException {
    int dash = text.indexOf('-');
    int rtp = number(dash < 0 ? text : text.substring(0, dash), text, max);
    int rtcp = dash < 0 ? Math.min(rtp + 1, max) : number(text.substring(dash + 1), text, max);
    return new PortPair(rtp, rtcp);
  }

  private static int number(String digits, String text, int max) throws ProtocolException {
    return HeaderText.unsignedInt(digits)
        .filter(value -> value <= max)
        .orElseThrow(
            () ->
                new ProtocolException(
                    "RFC 2326 12.39", 0, "expected two numbers up to " + max + ", found " + text));
  }

  @Override
  public String toString() {
    return rtp + "-" + rtcp;
  }
}
