package io.outpost.protocols.h26x;

import io.outpost.protocols.FuzzTarget;
import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.rtp.CodedPicture;
import io.outpost.protocols.rtp.Depacketiser;
import io.outpost.protocols.rtp.PacketScript;
import io.outpost.protocols.rtp.RtpPacket;
import io.outpost.protocols.rtp.RtpReceiver;
import io.outpost.protocols.rtp.VideoCodec;
import java.util.List;
import java.util.Map;

/** Depacketisers and parameter sets under arbitrary bytes; {@link PacketScript} is their format. */
class H26xFuzz {
  private static final int MAX_PARAMETER_SET_BYTES = 3 * ParameterSetStore.MAX_TOTAL_BYTES;

  /** The first byte chooses: parameter sets in the SDP or not. */
  @FuzzTarget
  void h264(byte[] data) {
    boolean sdp = data.length > 0 && (data[0] & 1) == 1;
    run(VideoCodec.H264, sdp ? sprop264() : Map.of(), data);
  }

  /** The first byte chooses: parameter sets in the SDP or not, decoding order numbers or not. */
  @FuzzTarget
  void h265(byte[] data) {
    boolean sdp = data.length > 0 && (data[0] & 1) == 1;
    boolean donl = data.length > 0 && (data[0] & 2) == 2;
    Map<String, String> fmtp =
        donl ? Map.of("sprop-max-don-diff", "1") : sdp ? H265DepacketiserTest.sprop() : Map.of();
    run(VideoCodec.H265, fmtp, data);
  }

  @FuzzTarget
  void h264Sps(byte[] data) {
    try {
      H264Sps sps = H264Sps.parse(data, 0, data.length);
      checkSize(sps.width(), sps.height(), sps.framesPerSecond());
      check(sps.id() >= 0 && sps.id() < 32, "an id beyond the syntax");
    } catch (ProtocolException expected) {
      // Broken or beyond the limits.
    }
  }

  @FuzzTarget
  void h265Sps(byte[] data) {
    try {
      H265Sps sps = H265Sps.parse(data, 0, data.length);
      checkSize(sps.width(), sps.height(), sps.framesPerSecond());
      check(sps.id() >= 0 && sps.id() < 16, "an id beyond the syntax");
      int id = H265Sps.readId(new BitReader("").wrap(data, 0, data.length));
      check(id == sps.id(), "two readings of one id");
    } catch (ProtocolException expected) {
      // Broken or beyond the limits.
    }
  }

  private static void checkSize(int width, int height, double rate) {
    check(width > 0 && width <= PictureLimits.MAX_WIDTH, "a width beyond the limits");
    check(height > 0 && height <= PictureLimits.MAX_HEIGHT, "a height beyond the limits");
    check((long) width * height <= PictureLimits.MAX_DECODED_BYTES, "an area beyond the limits");
    check(rate >= 0 && rate <= 1_000, "a rate beyond the limits");
  }

  private static Map<String, String> sprop264() {
    return Map.of(
        "sprop-parameter-sets",
        H264DepacketiserTest.sprop(H264DepacketiserTest.SPS, H264DepacketiserTest.PPS));
  }

  private static void run(VideoCodec codec, Map<String, String> fmtp, byte[] data) {
    Run run = new Run(codec, fmtp);
    PacketScript script = new PacketScript(data, 1);
    for (byte[] packet = script.next(); packet.length > 0; packet = script.next()) {
      run.take(packet, script);
    }
  }

  /** One stream and what must hold of the pictures that come out of it. */
  private static final class Run {
    private final Depacketiser depacketiser;
    private final RtpReceiver receiver = RtpReceiver.inOrder(90_000);
    private final RtpPacket packet = new RtpPacket();
    private final VideoCodec codec;
    private long payloadBytes;
    private long told;
    private long pictureBytes;

    Run(VideoCodec codec, Map<String, String> fmtp) {
      this.codec = codec;
      try {
        depacketiser = Depacketisers.create(codec, fmtp);
      } catch (ProtocolException error) {
        throw new AssertionError(error);
      }
    }

    void take(byte[] bytes, PacketScript script) {
      payloadBytes += bytes.length;
      try {
        receiver.offer(packet.wrap(bytes, 0, bytes.length), 0);
        RtpPacket next = receiver.poll(0);
        if (next != null) {
          depacketiser.push(next, this::check);
        }
      } catch (ProtocolException expected) {
        // Counted and dropped by a real reader.
      }
      // A broken packet may take the picture before it along, and each counts one.
      H26xFuzz.check(told <= script.lost() + 3L * script.packets(), "more loss than packets");
      // A byte may become a NAL unit of its own: its start code is four bytes more.
      H26xFuzz.check(pictureBytes <= 6 * payloadBytes, "more bytes out than came in");
    }

    private void check(CodedPicture picture) {
      told += picture.packetsLostBefore();
      H26xFuzz.check(picture.packetsLostBefore() >= 0, "a negative loss");
      byte[] data = picture.data();
      List<byte[]> nals = AnnexB.nals(data);
      boolean startCode = data.length > 4 && data[0] == 0 && data[1] == 0 && data[2] == 0;
      H26xFuzz.check(startCode && data[3] == 1, "no start code in front");
      H26xFuzz.check(
          data.length <= PictureLimits.MAX_CODED_BYTES + MAX_PARAMETER_SET_BYTES, "too large");
      H26xFuzz.check(nals.stream().anyMatch(this::isSlice), "a picture without a slice");
      boolean parameterSets = isFirstParameterSet(nals.get(0));
      if (picture.key()) {
        H26xFuzz.check(parameterSets, "a key picture without parameter sets in front");
        checkSize(picture.width(), picture.height(), 0);
      }
      if (!parameterSets) {
        pictureBytes += data.length;
      }
    }

    private int type(byte[] nal) {
      return codec == VideoCodec.H264 ? nal[0] & 0x1F : nal[0] >> 1 & 0x3F;
    }

    private boolean isSlice(byte[] nal) {
      int type = type(nal);
      return codec == VideoCodec.H264 ? type >= 1 && type <= 5 : type <= 21;
    }

    private boolean isFirstParameterSet(byte[] nal) {
      return type(nal) == (codec == VideoCodec.H264 ? 7 : 32);
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
