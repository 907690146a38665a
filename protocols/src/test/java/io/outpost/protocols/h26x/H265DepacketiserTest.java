package io.outpost.protocols.h26x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.rtp.CodedPicture;
import io.outpost.protocols.rtp.RtpWriter;
import io.outpost.protocols.rtp.VideoCodec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class H265DepacketiserTest {
  static final String VPS = "40010c01ffff01600000030090000003000003005d959809";
  static final String SPS =
      "42010101600000030090000003000003005da00280802d165959a4932bc05a020000030002000003003210";
  static final String PPS = "4401c172b46240";
  static final String PARAMETER_SETS = "00000001" + VPS + "00000001" + SPS + "00000001" + PPS;
  static final String IDR = "2801af1d1834eb";
  static final String IDR_LATER = "28012f1d1834eb";
  static final String P = "0201d0115784";
  static final String P_LATER = "020150115784";
  private static final String SEI = "4e0105ffaa80";
  private static final String KEY = PARAMETER_SETS + "00000001" + IDR;

  private static String base64(String digits) {
    return Base64.getEncoder().encodeToString(TestStream.hex(digits));
  }

  static Map<String, String> sprop() {
    return Map.of("sprop-vps", base64(VPS), "sprop-sps", base64(SPS), "sprop-pps", base64(PPS));
  }

  static TestStream stream(Map<String, String> fmtp) {
    try {
      return new TestStream(Depacketisers.create(VideoCodec.H265, fmtp));
    } catch (ProtocolException error) {
      throw new AssertionError(error);
    }
  }

  private static TestStream running() {
    TestStream stream = stream(sprop()).sendMarked(1, IDR).sendMarked(2, P).sendMarked(3, P);
    stream.pictures.clear();
    return stream;
  }

  @Test
  void push_singleNalUnits_becomePicturesWithParameterSetsInFrontOfKeys() {
    TestStream stream = stream(sprop()).sendMarked(0, IDR).sendMarked(3_600, P).send(7_200, P);

    assertThat(stream.hexPictures()).containsExactly(KEY, "00000001" + P);
    CodedPicture first = stream.pictures.get(0);
    assertThat(first.codec()).isEqualTo(VideoCodec.H265);
    assertThat(first.key()).isTrue();
    assertThat(first.width()).isEqualTo(1280);
    assertThat(first.height()).isEqualTo(720);
    assertThat(stream.pictures.get(1).key()).isFalse();
  }

  @Test
  void push_parameterSetsInAnAggregate_areRead() {
    TestStream stream = stream(Map.of());
    stream.send(0, "6001 0018" + VPS + "002b" + SPS + "0007" + PPS + "0006" + SEI);
    stream.sendMarked(0, IDR).sendMarked(1, P);

    assertThat(stream.hexPictures())
        .containsExactly(PARAMETER_SETS + "00000001" + SEI + "00000001" + IDR);
  }

  @Test
  void push_fragments_areJoined() {
    TestStream stream = stream(sprop());
    stream.send(0, "6201 94 af1d").send(0, "6201 14").sendMarked(0, "6201 54 1834eb");
    stream.sendMarked(1, P);

    assertThat(stream.hexPictures()).containsExactly(KEY);
  }

  @Test
  void push_withDonl_isReadInAllPacketTypes() {
    TestStream stream = stream(Map.of("sprop-max-don-diff", "1"));
    stream.send(0, "6001 0005 0018" + VPS + "00 002b" + SPS + "01 0007" + PPS);
    stream.send(0, "6201 94 0007 af1d").sendMarked(0, "6201 54 1834eb");
    stream.sendMarked(1, P.substring(0, 4) + "0008" + P.substring(4)).send(2, "0201 0009 d011");

    assertThat(stream.errors).isEmpty();
    assertThat(stream.hexPictures()).containsExactly(KEY, "00000001" + P);
  }

  @Test
  void push_donlWraps_isInOrder() {
    TestStream stream = stream(Map.of("sprop-max-don-diff", "2"));
    stream.sendMarked(0, "0201 ffff d011").sendMarked(1, "0201 0000 d011").send(2, "0201 0001 d0");

    assertThat(stream.errors).isEmpty();
    assertThat(stream.pictures).hasSize(2);
  }

  @Test
  void push_interleavedByDonl_isAnError() {
    TestStream stream = stream(Map.of("sprop-max-don-diff", "2"));
    stream.sendMarked(0, "0201 0005 d011").sendMarked(1, "0201 0004 d011");

    assertThat(stream.errors).singleElement().asString().contains("found them interleaved");
  }

  @ParameterizedTest
  @CsvSource({
    "62, payload header of 2 bytes",
    "6201, expected an FU header",
    "6201 01 22, expected the start of a fragmented NAL unit",
    "6201 b1 22, expected a NAL unit in fragments",
    "6401 00 00, found type 50",
    "6001 0009 0201, expected a NAL unit of at most 2 bytes in an AP",
    "6001 0000 0001, expected the size of a NAL unit in an AP",
    "0201 50, expected a picture to start with its first slice"
  })
  void push_brokenPayload_isAnErrorAndTheNextPictureComes(String payload, String message) {
    TestStream stream = running().sendMarked(5, payload).sendMarked(6, P);

    assertThat(stream.errors).singleElement().asString().contains(message);
    assertThat(stream.pictures).singleElement().extracting("packetsLostBefore").isEqualTo(1);
  }

  @Test
  void push_fragmentLost_dropsThePictureAndTellsTheLossWithTheNext() {
    TestStream stream = running().send(5, "6201 81 d011").lose(3).sendMarked(5, "6201 41 5784");
    stream.sendMarked(6, P);

    assertThat(stream.pictures).singleElement().extracting("packetsLostBefore").isEqualTo(3);
    assertThat(stream.errors).isEmpty();
  }

  @Test
  void push_craPicture_isKey() {
    TestStream stream = running().sendMarked(5, "2a01af1d1834eb");

    assertThat(stream.pictures).singleElement().extracting("key").isEqualTo(true);
  }

  @Test
  void push_otherLayers_areLeftOut() {
    TestStream stream = running().send(5, P).sendMarked(5, "0209d0115784");

    assertThat(stream.hexPictures()).containsExactly("00000001" + P);
  }

  @Test
  void annexBInsideRtp_wholePictureInOnePacket_isSplit() {
    TestStream stream = stream(Map.of());
    stream.sendMarked(0, "00000001" + VPS + "000001" + SPS + "00000001" + PPS + "00000001" + IDR);
    stream.sendMarked(1, P);

    assertThat(stream.hexPictures()).containsExactly(KEY);
  }

  @Test
  void markerOnSei_doesNotEndThePicture() {
    TestStream stream = running().sendMarked(5, SEI).sendMarked(5, P);

    assertThat(stream.hexPictures()).containsExactly("00000001" + SEI + "00000001" + P);
  }

  @Test
  void markerOnEachSlice_givesWholePictures() {
    TestStream stream = stream(sprop());
    stream.sendMarked(0, IDR).sendMarked(0, IDR_LATER);
    stream.sendMarked(1, P).sendMarked(1, P_LATER).sendMarked(2, P);

    assertThat(stream.hexPictures())
        .containsExactly(KEY + "00000001" + IDR_LATER, "00000001" + P + "00000001" + P_LATER);
  }

  @Test
  void parameterSetsNowhere_isAnErrorThatSaysSo() {
    TestStream stream = stream(Map.of()).sendMarked(0, IDR).sendMarked(1, P);

    assertThat(stream.errors.get(0)).contains("expected parameter sets in the SDP or the stream");
  }

  @Test
  void push_spsBeyondTheLimits_refusesPicturesUntilABetterOneComes() {
    TestStream stream = running().sendMarked(5, H265SpsTest.spsOf(8_200, 16));
    stream.sendMarked(6, IDR).sendMarked(7, P);

    assertThat(stream.pictures).isEmpty();
    assertThat(stream.errors.get(0)).contains("found 8200x16");
    stream.send(8, SPS).sendMarked(8, IDR);
    assertThat(stream.pictures).singleElement().extracting("width").isEqualTo(1280);
  }

  @Test
  void create_spropBeyondTheLimits_isRefused() {
    Map<String, String> fmtp = Map.of("sprop-sps", base64(H265SpsTest.spsOf(8_192, 8_192)));
    assertThatThrownBy(() -> Depacketisers.create(VideoCodec.H265, fmtp))
        .hasMessageContaining("96 MiB");
  }

  static long[] seeds() {
    return new Random(7798).longs(12).toArray();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void push_packetisedPictures_areTheSame(long seed) {
    Random random = new Random(seed);
    TestStream stream = stream(Map.of());
    H265Packetiser packetiser =
        new H265Packetiser(new RtpWriter(96, 1, 65_000), 28 + random.nextInt(1_400));
    List<byte[]> sent = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      byte[] picture = picture(random, i % 20 == 0);
      sent.add(picture);
      packetiser.packetise(picture, 3_600L * i, stream::receive);
    }

    assertThat(stream.errors).isEmpty();
    assertThat(stream.pictures).as("seed %d", seed).hasSize(60);
    for (int i = 0; i < 60; i++) {
      assertThat(stream.pictures.get(i).data()).as("seed %d, %d", seed, i).isEqualTo(sent.get(i));
    }
  }

  private static byte[] picture(Random random, boolean key) {
    List<byte[]> nals = new ArrayList<>();
    if (key) {
      nals.add(TestStream.hex(VPS));
      nals.add(TestStream.hex(SPS));
      nals.add(TestStream.hex(PPS));
    }
    int slices = 1 + random.nextInt(3);
    for (int slice = 0; slice < slices; slice++) {
      byte[] nal = new byte[8 + random.nextInt(4_000)];
      for (int at = 0; at < nal.length; at++) {
        nal[at] = (byte) (1 + random.nextInt(255));
      }
      byte[] start = TestStream.hex(key ? (slice > 0 ? IDR_LATER : IDR) : slice > 0 ? P_LATER : P);
      System.arraycopy(start, 0, nal, 0, start.length);
      nals.add(nal);
    }
    return AnnexB.join(nals);
  }
}
