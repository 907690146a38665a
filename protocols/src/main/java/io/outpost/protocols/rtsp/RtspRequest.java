package io.outpost.protocols.rtsp;

/**
 * A request (RFC 2326 6).
 *
 * @param uri as written on the wire, without user information; {@code *} for the server itself
 */
public record RtspRequest(String method, String uri, Headers headers, byte[] body)
    implements RtspMessage {
  static final byte[] NO_BODY = {};

  public RtspRequest(String method, String uri, Headers headers) {
    this(method, uri, headers, NO_BODY);
  }

  @Override
  public String startLine() {
    return method + " " + uri + " RTSP/1.0";
  }

  @Override
  public String toString() {
    return method + " " + uri + " " + headers;
  }
}
