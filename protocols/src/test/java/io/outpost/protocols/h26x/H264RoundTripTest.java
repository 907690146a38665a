package io.outpost.protocols.h26x;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.rtp.CodedPicture;
import io.outpost.protocols.rtp.Depacketiser;
import io.outpost.protocols.rtp.PictureMemory;
import io.outpost.protocols.rtp.RtpPacket;
import io.outpost.protocols.rtp.RtpReceiver;
import io.outpost.protocols.rtp.RtpWriter;
import io.outpost.protocols.rtp.VideoCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packetiser, a bad network, receiver, depacketiser: nothing comes out that did not go in. */
class H264RoundTripTest {
  private static final int PICTURES = 120;

  /** Until the marker has proved true, a loss behind a picture costs that picture too. */
  private static final int PROVEN = 3;

  private record Sent(byte[] bytes, int picture) {}

  static long[] seeds() {
    return new Random(6184).longs(24).toArray();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void push_everyPacketArrives_givesEveryPicture(long seed) throws ProtocolException {
    Random random = new Random(seed);
    List<byte[]> pictures = pictures(random);
    List<CodedPicture> received = new ArrayList<>();

    receive(packets(pictures, random), RtpReceiver.inOrder(90_000), received);

    assertThat(received).as("seed %d", seed).hasSize(PICTURES);
    for (int i = 0; i < received.size(); i++) {
      assertThat(received.get(i).data())
          .as("seed %d picture %d", seed, i)
          .isEqualTo(pictures.get(i));
      assertThat(received.get(i).packetsLostBefore()).isZero();
    }
  }

  /** Streams take turns at any packet; what one has borrowed, no other writes into. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void push_streamsShareMemory_givesEveryPictureOfEach(long seed) throws ProtocolException {
    Random random = new Random(seed);
    PictureMemory memory = new PictureMemory();
    List<List<byte[]>> pictures = new ArrayList<>();
    List<List<CodedPicture>> received = new ArrayList<>();
    List<Receiving> streams = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      pictures.add(pictures(random));
      received.add(new ArrayList<>());
      Depacketiser depacketiser = Depacketisers.create(VideoCodec.H264, Map.of(), memory);
      streams.add(
          new Receiving(
              packets(pictures.get(i), random).iterator(),
              RtpReceiver.inOrder(90_000),
              depacketiser,
              received.get(i)));
    }

    List<Receiving> left = new ArrayList<>(streams);
    while (!left.isEmpty()) {
      Receiving next = left.get(random.nextInt(left.size()));
      next.receive();
      if (!next.packets.hasNext()) {
        left.remove(next);
      }
    }

    for (int i = 0; i < pictures.size(); i++) {
      assertThat(received.get(i).stream().map(CodedPicture::data))
          .as("seed %d stream %d", seed, i)
          .containsExactlyElementsOf(pictures.get(i));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void push_packetsLost_givesEveryWholePictureAndNoOther(long seed) throws ProtocolException {
    Random random = new Random(seed);
    List<byte[]> pictures = pictures(random);
    List<Sent> arriving = new ArrayList<>();
    TreeSet<Integer> holed = new TreeSet<>();
    int lost = 0;
    for (Sent packet : packets(pictures, random)) {
      boolean mayGetLost = packet.picture >= PROVEN && packet.picture < PICTURES - 1;
      if (mayGetLost && !isParameterSet(packet.bytes) && random.nextInt(40) == 0) {
        holed.add(packet.picture);
        lost++;
      } else {
        arriving.add(packet);
      }
    }
    List<CodedPicture> received = new ArrayList<>();

    receive(arriving, RtpReceiver.inOrder(90_000), received);

    TreeSet<Integer> got = new TreeSet<>();
    int told = 0;
    for (CodedPicture picture : received) {
      int index = (int) picture.timestampTicks() / 3600;
      assertThat(picture.data())
          .as("seed %d picture %d", seed, index)
          .isEqualTo(pictures.get(index));
      got.add(index);
      told += picture.packetsLostBefore();
    }
    for (int i = 0; i < PICTURES; i++) {
      assertThat(got.contains(i)).as("seed %d picture %d", seed, i).isNotEqualTo(holed.contains(i));
    }
    assertThat(told).as("seed %d", seed).isEqualTo(lost);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void push_packetsReorderedOverUdp_givesEveryPicture(long seed) throws ProtocolException {
    Random random = new Random(seed);
    List<byte[]> pictures = pictures(random);
    List<Sent> packets = packets(pictures, random);
    for (int i = 1; i + 8 < packets.size(); i += 8) {
      Collections.shuffle(packets.subList(i, i + 8), random);
    }
    List<CodedPicture> received = new ArrayList<>();

    receive(packets, RtpReceiver.reordering(90_000), received);

    assertThat(received).as("seed %d", seed).hasSize(PICTURES);
    for (int i = 0; i < received.size(); i++) {
      assertThat(received.get(i).data())
          .as("seed %d picture %d", seed, i)
          .isEqualTo(pictures.get(i));
    }
  }

  private static List<byte[]> pictures(Random random) {
    List<byte[]> pictures = new ArrayList<>();
    for (int i = 0; i < PICTURES; i++) {
      boolean key = i % 25 == 0;
      List<byte[]> nals = new ArrayList<>();
      if (key) {
        nals.add(TestStream.hex(H264DepacketiserTest.SPS));
        nals.add(TestStream.hex(H264DepacketiserTest.PPS));
      }
      int slices = 1 + random.nextInt(3);
      for (int slice = 0; slice < slices; slice++) {
        byte[] nal = new byte[4 + random.nextInt(random.nextBoolean() ? 40 : 8_000)];
        for (int at = 0; at < nal.length; at++) {
          nal[at] = (byte) (1 + random.nextInt(255));
        }
        nal[0] = (byte) (key ? 0x65 : 0x41);
        nal[1] = (byte) (slice > 0 ? 0x40 : key ? 0x88 : 0x9a);
        nal[2] = (byte) 0x80;
        nals.add(nal);
      }
      pictures.add(AnnexB.join(nals));
    }
    return pictures;
  }

  private static List<Sent> packets(List<byte[]> pictures, Random random) {
    int maxPacketBytes = 28 + random.nextInt(1_450);
    H264Packetiser packetiser =
        new H264Packetiser(new RtpWriter(96, 7, random.nextInt(65_536)), maxPacketBytes);
    List<Sent> packets = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      int picture = i;
      packetiser.packetise(
          pictures.get(i),
          3600L * i,
          (bytes, offset, length) -> {
            assertThat(length).isLessThanOrEqualTo(maxPacketBytes);
            packets.add(new Sent(Arrays.copyOfRange(bytes, offset, offset + length), picture));
          });
    }
    return packets;
  }

  /** Its loss cannot be seen: the key picture behind it is whole. */
  private static boolean isParameterSet(byte[] packet) {
    int type = packet[RtpWriter.HEADER_BYTES] & 0x1F;
    return type == 7 || type == 8;
  }

  private static void receive(List<Sent> packets, RtpReceiver receiver, List<CodedPicture> received)
      throws ProtocolException {
    Depacketiser depacketiser = Depacketisers.create(VideoCodec.H264, Map.of());
    Receiving stream = new Receiving(packets.iterator(), receiver, depacketiser, received);
    while (stream.packets.hasNext()) {
      stream.receive();
    }
  }

  /** A stream on its way. */
  private record Receiving(
      Iterator<Sent> packets,
      RtpReceiver receiver,
      Depacketiser depacketiser,
      List<CodedPicture> received) {
    /** The next packet. */
    void receive() throws ProtocolException {
      byte[] bytes = packets.next().bytes;
      receiver.offer(new RtpPacket().wrap(bytes, 0, bytes.length), 0);
      for (RtpPacket next = receiver.poll(0); next != null; next = receiver.poll(0)) {
        depacketiser.push(next, received::add);
      }
    }
  }
}
