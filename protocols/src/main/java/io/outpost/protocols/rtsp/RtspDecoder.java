package io.outpost.protocols.rtsp;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.http.HeaderText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Cuts one direction of an RTSP connection into messages and interleaved frames (RFC 2326 10.12):
 *
 * <pre>
 *  +---+---------+---------+---------+----------
 *  | $ | channel | length (big endian) | payload
 *  +---+---------+---------+---------+----------
 * </pre>
 *
 * Feed it whatever arrived; it keeps what is incomplete. Its memory is bounded by {@link
 * RtspLimits}. A frame costs no garbage, and no copy if it came whole. Not thread-safe.
 */
public final class RtspDecoder {
  private static final int INITIAL_BYTES = 4 * 1024;
  private static final int MAX_BUFFER_BYTES =
      RtspLimits.MAX_HEADER_BYTES + RtspLimits.MAX_BODY_BYTES;
  private static final int FRAME_HEADER_BYTES = 4;

  /** Receives what was decoded, in order, on the caller's thread. */
  public interface Handler {
    void onRequest(RtspRequest request);

    void onResponse(RtspResponse response);

    /**
     * @param payload lent until the method returns
     */
    void onFrame(int channel, ByteBuffer payload);
  }

  private byte[] buffer = new byte[INITIAL_BYTES];
  private ByteBuffer view = ByteBuffer.wrap(buffer);
  private int start;
  private int end;

  /** Where the line being read began, and how many have ended, in the message at {@code start}. */
  private int lineStart;

  private int scanned;
  private int lines;

  /**
   * Takes all of {@code input}, which is big-endian.
   *
   * @throws ProtocolException when what arrived is not RTSP or passes a limit; the connection is of
   *     no use from then on
   */
  public void push(ByteBuffer input, Handler handler) throws ProtocolException {
    while (input.hasRemaining()) {
      if (start == end) {
        takeWholeFrames(input, handler);
        if (!input.hasRemaining()) {
          return;
        }
      }
      makeRoom();
      int count = Math.min(input.remaining(), buffer.length - end);
      input.get(buffer, end, count);
      end += count;
      while (decodeOne(handler)) {
        lineStart = start;
        scanned = start;
        lines = 0;
      }
    }
  }

  /** Hands out the frames that {@code input} starts with where they are: most come whole. */
  private static void takeWholeFrames(ByteBuffer input, Handler handler) {
    int limit = input.limit();
    int at = input.position();
    while (limit - at >= FRAME_HEADER_BYTES && input.get(at) == '$') {
      int payload = at + FRAME_HEADER_BYTES;
      int next = payload + (input.getShort(at + 2) & RtspLimits.MAX_FRAME_BYTES);
      if (next > limit) {
        break;
      }
      int channel = input.get(at + 1) & 0xFF;
      handler.onFrame(channel, input.limit(next).position(payload));
      input.limit(limit);
      at = next;
    }
    input.position(at);
  }

  private void makeRoom() {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      lineStart -= start;
      scanned -= start;
      start = 0;
    }
    if (end == buffer.length) {
      // The limits on headers, bodies and frames add up to less than the maximum, so a message
      // that fills the largest buffer has been refused before.
      buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, MAX_BUFFER_BYTES));
      view = ByteBuffer.wrap(buffer);
    }
  }

  private boolean decodeOne(Handler handler) throws ProtocolException {
    while (lines == 0 && start < end && (buffer[start] == '\r' || buffer[start] == '\n')) {
      start++;
      lineStart = start;
      scanned = start;
    }
    if (start == end) {
      return false;
    }
    return buffer[start] == '$' ? decodeFrame(handler) : decodeMessage(handler);
  }

  private boolean decodeFrame(Handler handler) {
    if (end - start < FRAME_HEADER_BYTES) {
      return false;
    }
    int length = view.getShort(start + 2) & RtspLimits.MAX_FRAME_BYTES;
    int payload = start + FRAME_HEADER_BYTES;
    if (end - payload < length) {
      return false;
    }
    int channel = buffer[start + 1] & 0xFF;
    start = payload + length;
    handler.onFrame(channel, view.limit(payload + length).position(payload));
    view.clear();
    return true;
  }

  private boolean decodeMessage(Handler handler) throws ProtocolException {
    if (lines == 0 && (buffer[start] < 'A' || buffer[start] > 'Z')) {
      throw malformed("7", 0, "expected a message or '$', found byte " + (buffer[start] & 0xFF));
    }
    int headEnd = findHeadEnd();
    if (headEnd < 0) {
      return false;
    }
    List<String> head = headLines(headEnd);
    Headers headers = parseHeaders(head);
    int bodyBytes = bodyBytes(headers);
    if (end - headEnd < bodyBytes) {
      return false; // the head is read again when more has arrived: bodies are rare and short
    }
    byte[] body =
        bodyBytes == 0
            ? RtspRequest.NO_BODY
            : Arrays.copyOfRange(buffer, headEnd, headEnd + bodyBytes);
    start = headEnd + bodyBytes;
    deliver(head.get(0), headers, body, handler);
    return true;
  }

  /** Offset behind the empty line that ends the head, or -1 while it has not arrived. */
  private int findHeadEnd() throws ProtocolException {
    for (; scanned < end; scanned++) {
      if (scanned - lineStart >= RtspLimits.MAX_LINE_BYTES) {
        throw malformed("4", scanned - start, "line longer than " + RtspLimits.MAX_LINE_BYTES);
      }
      if (buffer[scanned] != '\n') {
        continue;
      }
      int length = scanned - lineStart;
      boolean empty = length == 0 || (length == 1 && buffer[lineStart] == '\r');
      if (empty && lines > 0) {
        return scanned + 1;
      }
      lines++;
      if (lines == 1) {
        // Said at once: a server that talks first, as SSH does, never ends its first message.
        checkStartLine(text(lineStart, scanned));
      }
      if (lines > RtspLimits.MAX_HEADER_LINES) {
        throw malformed("4.2", scanned - start, "more than " + lines + " header lines");
      }
      lineStart = scanned + 1;
    }
    if (end - start > RtspLimits.MAX_HEADER_BYTES) {
      throw malformed("4.2", end - start, "head longer than " + RtspLimits.MAX_HEADER_BYTES);
    }
    return -1;
  }

  private static void checkStartLine(String line) throws ProtocolException {
    if (!line.startsWith("RTSP/1.") && !line.contains(" RTSP/1.")) {
      throw malformed("6", 0, "expected RTSP/1.0, found \"" + printable(line) + "\"");
    }
  }

  private List<String> headLines(int headEnd) {
    List<String> head = new ArrayList<>();
    int from = start;
    for (int i = start; i < headEnd; i++) {
      if (buffer[i] == '\n') {
        head.add(text(from, i));
        from = i + 1;
      }
    }
    return head;
  }

  /**
   * A line without its end. Control characters read as blanks: a bare carriage return in a session
   * identifier would come back in our requests, and end a line there for some.
   */
  private String text(int from, int to) {
    int length = to > from && buffer[to - 1] == '\r' ? to - 1 - from : to - from;
    for (int i = from; i < from + length; i++) {
      if (buffer[i] >= 0 && buffer[i] < ' ') {
        buffer[i] = ' ';
      }
    }
    return new String(buffer, from, length, StandardCharsets.UTF_8);
  }

  private static Headers parseHeaders(List<String> head) {
    List<Headers.Header> headers = new ArrayList<>();
    for (String line : head.subList(1, head.size())) {
      int colon = line.indexOf(':');
      boolean folded = !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
      if (folded && !headers.isEmpty()) {
        Headers.Header last = headers.remove(headers.size() - 1);
        headers.add(new Headers.Header(last.name(), last.value() + " " + line.trim()));
      } else if (colon > 0) {
        headers.add(
            new Headers.Header(line.substring(0, colon).trim(), line.substring(colon + 1).trim()));
      }
      // A line without a colon says nothing that could be missed.
    }
    return Headers.of(headers);
  }

  private static int bodyBytes(Headers headers) throws ProtocolException {
    String text = headers.first("Content-Length").orElse("0");
    int length =
        HeaderText.unsignedInt(text)
            .orElseThrow(
                () ->
                    malformed(
                        "12.14",
                        0,
                        "Content-Length: expected a number, found \"" + printable(text) + "\""));
    if (length > RtspLimits.MAX_BODY_BYTES) {
      throw malformed(
          "12.14", 0, "body of " + length + " bytes, at most " + RtspLimits.MAX_BODY_BYTES);
    }
    return length;
  }

  private static void deliver(String startLine, Headers headers, byte[] body, Handler handler)
      throws ProtocolException {
    int space = startLine.indexOf(' ');
    int next = startLine.indexOf(' ', space + 1);
    if (startLine.startsWith("RTSP/")) {
      String code =
          space < 0 ? "" : startLine.substring(space + 1, next < 0 ? startLine.length() : next);
      int status =
          HeaderText.unsignedInt(code)
              .filter(value -> value >= 100 && value <= 999)
              .orElseThrow(
                  () ->
                      malformed(
                          "7.1", 0, "expected a status, found \"" + printable(startLine) + "\""));
      String reason = next < 0 ? "" : startLine.substring(next + 1).trim();
      handler.onResponse(new RtspResponse(status, reason, headers, body));
      return;
    }
    int version = startLine.lastIndexOf(" RTSP/1.");
    if (space <= 0 || version <= space) {
      throw malformed("6.1", 0, "expected a request, found \"" + printable(startLine) + "\"");
    }
    String method = startLine.substring(0, space).toUpperCase(Locale.ROOT);
    String uri = startLine.substring(space + 1, version).trim();
    handler.onRequest(new RtspRequest(method, uri, headers, body));
  }

  private static ProtocolException malformed(String section, int offset, String message) {
    return new ProtocolException("RFC 2326 " + section, offset, message);
  }

  /** At most 60 characters, control characters replaced: fit for a one-line message. */
  private static String printable(String text) {
    String head = text.length() > 60 ? text.substring(0, 60) + "..." : text;
    return head.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
