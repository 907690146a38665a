package io.outpost.protocols.rtsp;

/** A response (RFC 2326 7). */
public record RtspResponse(int status, String reason, Headers headers, byte[] body)
    implements RtspMessage {

  public RtspResponse(int status, String reason, Headers headers) {
    this(status, reason, headers, RtspRequest.NO_BODY);
  }

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  @Override
  public String startLine() {
    return "RTSP/1.0 " + status + " " + reason;
  }

  @Override
  public String toString() {
    return status + " " + reason + " " + headers;
  }
}
