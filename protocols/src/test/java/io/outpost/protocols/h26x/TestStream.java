package io.outpost.protocols.h26x;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.rtp.CodedPicture;
import io.outpost.protocols.rtp.Depacketiser;
import io.outpost.protocols.rtp.PictureConsumer;
import io.outpost.protocols.rtp.PictureDrop;
import io.outpost.protocols.rtp.RtpPacket;
import io.outpost.protocols.rtp.RtpReceiver;
import io.outpost.protocols.rtp.RtpWriter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Sends payloads to a depacketiser as one RTP stream, and keeps what comes out. */
final class TestStream {
  final List<CodedPicture> pictures = new ArrayList<>();
  final List<String> errors = new ArrayList<>();

  final List<PictureDrop> drops = new ArrayList<>();

  private final Depacketiser depacketiser;
  private final RtpReceiver receiver = RtpReceiver.inOrder(90_000);
  private final RtpPacket packet = new RtpPacket();
  private RtpWriter writer = new RtpWriter(96, 0x1234, 65_530);

  private final PictureConsumer out =
      new PictureConsumer() {
        @Override
        public void accept(CodedPicture picture) {
          pictures.add(picture);
        }

        @Override
        public void onDropped(PictureDrop why) {
          drops.add(why);
        }
      };

  TestStream(Depacketiser depacketiser) {
    this.depacketiser = depacketiser;
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  /** Sends one packet; {@code payload} in hexadecimal digits, blanks ignored. */
  TestStream send(long timestamp, String payload) {
    return send(timestamp, false, hex(payload));
  }

  TestStream sendMarked(long timestamp, String payload) {
    return send(timestamp, true, hex(payload));
  }

  TestStream send(long timestamp, boolean marker, byte[] payload) {
    byte[] bytes = new byte[RtpWriter.HEADER_BYTES + payload.length];
    System.arraycopy(payload, 0, bytes, RtpWriter.HEADER_BYTES, payload.length);
    writer.writeHeader(bytes, bytes.length, timestamp, marker);
    receive(bytes, 0, bytes.length);
    return this;
  }

  /** Takes a whole packet from elsewhere. */
  void receive(byte[] bytes, int offset, int length) {
    try {
      receiver.offer(packet.wrap(bytes, offset, length), 0);
    } catch (ProtocolException error) {
      throw new AssertionError(error);
    }
    for (RtpPacket next = receiver.poll(0); next != null; next = receiver.poll(0)) {
      try {
        depacketiser.push(next, out);
      } catch (ProtocolException error) {
        errors.add(error.getMessage());
      }
    }
  }

  /** These packets get lost. */
  TestStream lose(int packets) {
    writer = new RtpWriter(96, 0x1234, writer.nextSequence() + packets);
    return this;
  }

  /** The pictures as hexadecimal digits. */
  List<String> hexPictures() {
    return pictures.stream().map(picture -> HexFormat.of().formatHex(picture.data())).toList();
  }
}
