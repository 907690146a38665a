package io.outpost.protocols.rtsp;

import io.outpost.protocols.http.HeaderText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A request or a response (RFC 2326 4). Bodies are owned by the message and never written to. */
public sealed interface RtspMessage permits RtspRequest, RtspResponse {
  /** Request line or status line, without its line end. */
  String startLine();

  Headers headers();

  byte[] body();

  /** The CSeq header; blanks around it are ignored, anything else than a number reads as absent. */
  default Optional<Integer> cseq() {
    return headers().first("CSeq").flatMap(HeaderText::unsignedInt);
  }

  /** The message as it goes over the wire; Content-Length is added when there is a body. */
  default byte[] encode() {
    StringBuilder head = new StringBuilder(256).append(startLine()).append("\r\n");
    for (Headers.Header line : headers().lines()) {
      head.append(line.name()).append(": ").append(line.value()).append("\r\n");
    }
    if (body().length > 0) {
      head.append("Content-Length: ").append(body().length).append("\r\n");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(head.length() + 2 + body().length);
    bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(body());
    return bytes.toByteArray();
  }
}
