package io.outpost.benchmarks.micro;

import io.outpost.benchmarks.Clip;
import io.outpost.protocols.h26x.H264Packetiser;
import io.outpost.protocols.rtp.RtpWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One second of 1080p video at 4 Mbit/s as a camera sends it inside its RTSP connection: RTP
 * packets of at most 1400 bytes as interleaved frames (RFC 2326 10.12). It can be sent again and
 * again: {@link #advance} gives the packets the numbers and times that follow.
 */
public final class VideoSecond {
  static final int CLOCK_RATE = 90_000;

  /** What a read from the socket brings at most. */
  static final int READ_BYTES = 16 * 1024;

  private static final int PICTURES = Clip.PICTURES_PER_SECOND;
  private static final int PACKET_BYTES = 1400;

  private final byte[] bytes;
  private final int[] packetOffsets;
  private final int[] packetLengths;
  private final int[] timestamps;
  private final int pictureBytes;
  private int sequence;
  private int elapsedTicks;

  private VideoSecond(byte[] bytes, List<int[]> packets, int pictureBytes) {
    this.bytes = bytes;
    this.packetOffsets = packets.stream().mapToInt(packet -> packet[0]).toArray();
    this.packetLengths = packets.stream().mapToInt(packet -> packet[1]).toArray();
    this.timestamps = packets.stream().mapToInt(packet -> packet[2]).toArray();
    this.pictureBytes = pictureBytes;
  }

  /** The second with the key picture, so that there is one. */
  public static VideoSecond load() throws IOException, InterruptedException {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    List<int[]> packets = new ArrayList<>();
    H264Packetiser packetiser = new H264Packetiser(new RtpWriter(96, 0x0badcafe, 0), PACKET_BYTES);
    int pictureBytes = 0;
    int ticks = 0;
    for (byte[] picture : Clip.STREAM.accessUnits().subList(0, PICTURES)) {
      int timestamp = ticks;
      packetiser.packetise(
          picture,
          timestamp,
          (packet, offset, length) -> {
            frames.write('$');
            frames.write(0);
            frames.write(length >> 8);
            frames.write(length);
            packets.add(new int[] {frames.size(), length, timestamp});
            frames.write(packet, offset, length);
          });
      ticks += CLOCK_RATE / PICTURES;
      pictureBytes += picture.length;
    }
    return new VideoSecond(frames.toByteArray(), packets, pictureBytes);
  }

  /** Renumbers the packets so that they follow those sent before. Two words a packet. */
  void advance() {
    ByteBuffer wire = ByteBuffer.wrap(bytes);
    for (int i = 0; i < packetOffsets.length; i++) {
      wire.putShort(packetOffsets[i] + 2, (short) sequence++);
      wire.putInt(packetOffsets[i] + 4, timestamps[i] + elapsedTicks);
    }
    elapsedTicks += CLOCK_RATE;
  }

  /** The whole second as it stands on the wire. */
  byte[] bytes() {
    return bytes;
  }

  public int packets() {
    return packetOffsets.length;
  }

  public int pictures() {
    return PICTURES;
  }

  /** What the pictures themselves take. */
  public int pictureBytes() {
    return pictureBytes;
  }

  int packetOffset(int packet) {
    return packetOffsets[packet];
  }

  int packetLength(int packet) {
    return packetLengths[packet];
  }
}
