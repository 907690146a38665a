package io.outpost.agent.ingest;

/** Writes frames among RTSP messages (RFC 2326 10.12). */
final class InterleavedFrame {
  private static final int HEADER_BYTES = 4;

  private InterleavedFrame() {}

  static byte[] of(int channel, byte[] payload) {
    byte[] frame = new byte[HEADER_BYTES + payload.length];
    frame[0] = '$';
    frame[1] = (byte) channel;
    frame[2] = (byte) (payload.length >> 8);
    frame[3] = (byte) payload.length;
    System.arraycopy(payload, 0, frame, HEADER_BYTES, payload.length);
    return frame;
  }
}
