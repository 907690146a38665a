package io.outpost.protocols.h26x;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.rtp.CodedPicture;
import io.outpost.protocols.rtp.Depacketiser;
import io.outpost.protocols.rtp.PictureConsumer;
import io.outpost.protocols.rtp.RtpPacket;
import io.outpost.protocols.rtp.RtpReceiver;
import io.outpost.protocols.rtp.RtpWriter;
import io.outpost.protocols.rtp.VideoCodec;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A packet costs no garbage: what is allocated is the picture, its array and its record. */
class GarbageTest {
  private static final int PICTURES = 250;
  private static final int SLICE_BYTES = 20_000;

  /** Object headers and alignment of a picture's array and record, and of what holds them. */
  private static final long MAX_BYTES_BESIDE_A_PICTURE = 128;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final PictureConsumer out = this::onPicture;
  private final RtpPacket packet = new RtpPacket();
  private long pictureBytes;

  private void onPicture(CodedPicture picture) {
    pictureBytes += picture.data().length;
  }

  private static List<byte[]> packets() {
    H264Packetiser packetiser = new H264Packetiser(new RtpWriter(96, 1, 0), 1_400);
    List<byte[]> packets = new ArrayList<>();
    for (int i = 0; i < PICTURES; i++) {
      packetiser.packetise(
          picture(i % 25 == 0),
          3_600L * i,
          (bytes, offset, length) ->
              packets.add(Arrays.copyOfRange(bytes, offset, offset + length)));
    }
    return packets;
  }

  private static byte[] picture(boolean key) {
    byte[] slice = new byte[SLICE_BYTES];
    Arrays.fill(slice, (byte) 0x55);
    byte[] start = TestStream.hex(key ? H264DepacketiserTest.IDR : H264DepacketiserTest.P);
    System.arraycopy(start, 0, slice, 0, start.length);
    return AnnexB.join(
        key
            ? List.of(
                TestStream.hex(H264DepacketiserTest.SPS),
                TestStream.hex(H264DepacketiserTest.PPS),
                slice)
            : List.of(slice));
  }

  @Test
  void push_steadyState_allocatesThePicturesAlone() throws ProtocolException {
    List<byte[]> packets = packets();
    Depacketiser depacketiser = Depacketisers.create(VideoCodec.H264, Map.of());
    RtpReceiver receiver = RtpReceiver.inOrder(90_000);
    receive(packets, receiver, depacketiser);

    pictureBytes = 0;
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    receive(packets, receiver, depacketiser);
    long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

    assertThat(pictureBytes).isGreaterThan((long) PICTURES * SLICE_BYTES);
    assertThat(allocated - pictureBytes)
        .as("%d packets", packets.size())
        .isLessThan(PICTURES * MAX_BYTES_BESIDE_A_PICTURE);
  }

  private void receive(List<byte[]> packets, RtpReceiver receiver, Depacketiser depacketiser)
      throws ProtocolException {
    for (int i = 0; i < packets.size(); i++) {
      byte[] bytes = packets.get(i);
      receiver.offer(packet.wrap(bytes, 0, bytes.length), 0);
      for (RtpPacket next = receiver.poll(0); next != null; next = receiver.poll(0)) {
        depacketiser.push(next, out);
      }
    }
  }
}
