package io.outpost.benchmarks.streams;

import io.outpost.protocols.h26x.FormatParameters;
import io.outpost.protocols.h26x.H264Packetiser;
import io.outpost.protocols.rtp.CodedPicture;
import io.outpost.protocols.rtp.RtpWriter;
import io.outpost.protocols.rtp.VideoCodec;
import io.outpost.protocols.rtsp.RtspServerConnection;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A clip cut into packets once, so that sending it to hundreds costs little: each picture as the
 * interleaved frames (RFC 2326 10.12) of one write, whose numbers are filled in for each receiver.
 */
final class WireClip {
  static final int PAYLOAD_TYPE = 96;
  private static final int FRAME_HEADER_BYTES = 4;

  /** As most cameras cut. */
  private static final int MAX_PACKET_BYTES = 1400;

  private record Picture(byte[] frames, int[] packets) {}

  private final List<Picture> pictures = new ArrayList<>();
  private final String description;

  /**
   * @param units in Annex B, the first a key picture with its parameter sets
   */
  WireClip(List<byte[]> units) {
    H264Packetiser packetiser =
        new H264Packetiser(new RtpWriter(PAYLOAD_TYPE, 0, 0), MAX_PACKET_BYTES);
    for (byte[] unit : units) {
      ByteArrayOutputStream frames = new ByteArrayOutputStream();
      List<Integer> packets = new ArrayList<>();
      packetiser.packetise(
          unit,
          0,
          (buffer, offset, length) -> {
            frames.write('$');
            frames.write(0);
            frames.write(length >> 8);
            frames.write(length);
            packets.add(frames.size());
            frames.write(buffer, offset, length);
          });
      pictures.add(
          new Picture(
              frames.toByteArray(), packets.stream().mapToInt(Integer::intValue).toArray()));
    }
    description = describe(units.get(0));
  }

  private static String describe(byte[] key) {
    String parameters =
        FormatParameters.of(new CodedPicture(VideoCodec.H264, key, 0, true, 0, 0, 0));
    return String.join(
        "\r\n",
        "v=0",
        "o=- 0 0 IN IP4 0.0.0.0",
        "s=simulated",
        "c=IN IP4 0.0.0.0",
        "t=0 0",
        "a=control:*",
        "m=video 0 RTP/AVP " + PAYLOAD_TYPE,
        "a=rtpmap:" + PAYLOAD_TYPE + " H264/90000",
        "a=fmtp:" + PAYLOAD_TYPE + " " + parameters,
        "a=control:" + RtspServerConnection.TRACK,
        "");
  }

  String description() {
    return description;
  }

  int pictures() {
    return pictures.size();
  }

  int packets(int picture) {
    return pictures.get(picture).packets.length;
  }

  /** Writes a picture's frames with their numbers into {@code out}, from its position 0 on. */
  void write(int picture, int firstSequence, int timestamp, int ssrc, ByteBuffer out) {
    Picture from = pictures.get(picture);
    out.clear();
    out.put(from.frames);
    for (int i = 0; i < from.packets.length; i++) {
      int at = from.packets[i];
      out.putShort(at + 2, (short) (firstSequence + i));
      out.putInt(at + 4, timestamp);
      out.putInt(at + 8, ssrc);
    }
    out.flip();
  }

  /** Where the packet at {@code index} of a picture starts in what {@link #write} wrote. */
  int packetStart(int picture, int index) {
    return pictures.get(picture).packets[index];
  }

  /** Where it ends. */
  int packetEnd(int picture, int index) {
    Picture of = pictures.get(picture);
    return index + 1 < of.packets.length
        ? of.packets[index + 1] - FRAME_HEADER_BYTES
        : of.frames.length;
  }

  int largestBytes() {
    return pictures.stream().mapToInt(picture -> picture.frames.length).max().orElse(0);
  }
}
