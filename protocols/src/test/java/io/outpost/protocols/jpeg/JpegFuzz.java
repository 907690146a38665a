package io.outpost.protocols.jpeg;

import io.outpost.protocols.FuzzTarget;
import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.rtp.CodedPicture;
import io.outpost.protocols.rtp.PacketScript;
import io.outpost.protocols.rtp.PictureMemory;
import io.outpost.protocols.rtp.RtpPacket;
import io.outpost.protocols.rtp.RtpReceiver;
import io.outpost.protocols.rtp.RtpWriter;
import java.util.Arrays;

/** The headers of Motion JPEG under arbitrary bytes; {@link PacketScript} is the format. */
class JpegFuzz {
  @FuzzTarget
  void jpeg(byte[] data) {
    JpegDepacketiser depacketiser = new JpegDepacketiser(new PictureMemory());
    RtpReceiver receiver = RtpReceiver.inOrder(90_000);
    RtpPacket packet = new RtpPacket();
    PacketScript script = new PacketScript(data, 0);
    for (byte[] bytes = script.next(); bytes.length > 0; bytes = script.next()) {
      try {
        receiver.offer(packet.wrap(bytes, 0, bytes.length), 0);
        RtpPacket next = receiver.poll(0);
        if (next != null) {
          depacketiser.push(next, JpegFuzz::check);
        }
      } catch (ProtocolException expected) {
        // Counted and dropped by a real reader.
      }
    }
  }

  private static void check(CodedPicture picture) {
    byte[] data = picture.data();
    check(picture.key(), "a JPEG that is no key picture");
    check(data.length > 500 && data.length <= JpegDepacketiser.MAX_SCAN_BYTES + 4_096, "size");
    check((data[0] & 0xFF) == 0xFF && (data[1] & 0xFF) == 0xD8, "no start of image");
    check((data[data.length - 1] & 0xFF) == 0xD9, "no end of image");
    check(picture.width() >= 8 && picture.width() <= 2_040, "a width beyond the format");
    check(picture.height() >= 8 && picture.height() <= 2_040, "a height beyond the format");
    checkPacketisedAgain(picture);
  }

  /** What came out of packets goes into packets, and comes out the same. */
  private static void checkPacketisedAgain(CodedPicture picture) {
    byte[][] again = new byte[1][];
    JpegDepacketiser depacketiser = new JpegDepacketiser(new PictureMemory());
    RtpPacket packet = new RtpPacket();
    new JpegPacketiser(new RtpWriter(26, 1, 1), 1_400)
        .packetise(
            picture.data(),
            0,
            (bytes, offset, length) -> {
              try {
                depacketiser.push(
                    packet.wrap(bytes, offset, length), copy -> again[0] = copy.data());
              } catch (ProtocolException error) {
                throw new AssertionError("what was written cannot be read", error);
              }
            });
    check(Arrays.equals(again[0], picture.data()), "an image that changed on its way");
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
