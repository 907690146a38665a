package io.outpost.protocols.h26x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.protocols.ProtocolException;
import io.outpost.protocols.rtp.CodedPicture;
import io.outpost.protocols.rtp.PictureDrop;
import io.outpost.protocols.rtp.VideoCodec;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6184 as it is written; {@link H264QuirksTest} has what cameras make of it. */
class H264DepacketiserTest {
  static final String SPS = "6764001eacd940a02ff97011000003000100000300320f162d96";
  static final String PPS = "68ebe3cb22c0";
  static final String PARAMETER_SETS = "00000001" + SPS + "00000001" + PPS;
  static final String IDR = "658884017fd457";
  static final String IDR_LATER = "65403fc88840";
  static final String P = "419a226c57b3";
  static final String P_LATER = "41403fc8a840";

  static TestStream stream() {
    return stream(Map.of("packetization-mode", "1", "sprop-parameter-sets", sprop(SPS, PPS)));
  }

  static TestStream stream(Map<String, String> fmtp) {
    try {
      return new TestStream(Depacketisers.create(VideoCodec.H264, fmtp));
    } catch (ProtocolException error) {
      throw new AssertionError(error);
    }
  }

  static String sprop(String sps, String pps) {
    Base64.Encoder encoder = Base64.getEncoder();
    return encoder.encodeToString(TestStream.hex(sps))
        + ","
        + encoder.encodeToString(TestStream.hex(pps));
  }

  /** A stream whose marker has proved true. */
  static TestStream running() {
    TestStream stream = stream().sendMarked(1, IDR).sendMarked(2, P).sendMarked(3, P);
    stream.send(4, P);
    stream.pictures.clear();
    return stream.sendMarked(4, "");
  }

  @Test
  void push_singleNalUnits_becomePicturesWithParameterSetsInFrontOfKeys() {
    TestStream stream = stream().sendMarked(0, IDR).sendMarked(3600, P).send(7200, P);

    assertThat(stream.hexPictures())
        .containsExactly(PARAMETER_SETS + "00000001" + IDR, "00000001" + P);
    CodedPicture first = stream.pictures.get(0);
    assertThat(first.key()).isTrue();
    assertThat(first.codec()).isEqualTo(VideoCodec.H264);
    assertThat(first.width()).isEqualTo(640);
    assertThat(first.height()).isEqualTo(360);
    assertThat(stream.pictures.get(1).key()).isFalse();
    assertThat(stream.pictures.get(1).timestampTicks() - first.timestampTicks()).isEqualTo(3600);
    assertThat(stream.errors).isEmpty();
  }

  @Test
  void push_markerProvenByTwoPictures_givesOutAtTheMarker() {
    TestStream stream = stream().sendMarked(0, IDR).sendMarked(1, P);
    assertThat(stream.pictures).hasSize(1);

    stream.send(2, P);
    assertThat(stream.pictures).hasSize(2);

    stream.sendMarked(2, P_LATER);
    assertThat(stream.pictures).hasSize(3);
  }

  @Test
  void push_stapA_isSplit() {
    TestStream stream =
        stream(Map.of())
            .send(0, "78 001a " + SPS + "0006" + PPS)
            .sendMarked(0, "78 0007 " + IDR + "0006" + IDR_LATER)
            .sendMarked(1, P);

    assertThat(stream.hexPictures())
        .containsExactly(PARAMETER_SETS + "00000001" + IDR + "00000001" + IDR_LATER);
  }

  @Test
  void push_fuA_isJoined() {
    TestStream stream =
        stream()
            .send(0, "7c 85 8884")
            .send(0, "7c 05 01")
            .sendMarked(0, "7c 45 7fd457")
            .sendMarked(1, P);

    assertThat(stream.hexPictures()).containsExactly(PARAMETER_SETS + "00000001" + IDR);
    assertThat(stream.errors).isEmpty();
  }

  @Test
  void push_fragmentLost_dropsThePictureAndTellsTheLossWithTheNext() {
    TestStream stream =
        running()
            .send(5, "7c 81 9a22")
            .lose(2)
            .send(5, "7c 01 57b3")
            .sendMarked(5, "7c 41 57b3")
            .sendMarked(6, P);

    assertThat(stream.pictures).hasSize(2);
    assertThat(stream.pictures.get(1).timestampTicks()).isEqualTo(6);
    assertThat(stream.pictures.get(1).packetsLostBefore()).isEqualTo(2);
    assertThat(stream.drops).containsExactly(PictureDrop.INCOMPLETE);
    assertThat(stream.errors).isEmpty();
  }

  @Test
  void push_severalPicturesWithHoles_addsUpTheLoss() {
    TestStream stream = running();
    stream.pictures.clear();
    stream.lose(1).sendMarked(5, P_LATER).lose(3).sendMarked(6, P_LATER).sendMarked(7, P);

    assertThat(stream.pictures).singleElement().extracting("packetsLostBefore").isEqualTo(4);
    stream.sendMarked(8, P);
    assertThat(stream.pictures.get(1).packetsLostBefore()).isZero();
  }

  @Test
  void push_wholePicturesLost_deliversTheNextWithTheLoss() {
    TestStream stream = running();
    stream.pictures.clear();
    stream.lose(7).sendMarked(9, P);

    assertThat(stream.pictures).singleElement().extracting("packetsLostBefore").isEqualTo(7);
  }

  @Test
  void push_lastPacketWithTheMarkerLost_dropsThePicture() {
    TestStream stream = running();
    stream.pictures.clear();
    stream.send(5, P).lose(1).sendMarked(6, P);

    assertThat(stream.pictures).singleElement().extracting("timestampTicks").isEqualTo(6L);
  }

  @Test
  void push_fragmentWithoutItsEnd_isDroppedAsMalformedAndMarksTheNext() {
    TestStream stream = running().send(5, "7c 81 9a22").sendMarked(6, P);

    assertThat(stream.drops).containsExactly(PictureDrop.MALFORMED);
    assertThat(stream.pictures.get(1).packetsLostBefore()).isEqualTo(1);
  }

  @Test
  void push_joinedInMidPicture_startsWithTheNext() {
    TestStream stream =
        stream().send(0, "7c 05 01").sendMarked(0, "7c 45 7fd4").sendMarked(1, P).sendMarked(2, P);

    assertThat(stream.hexPictures()).containsExactly(PARAMETER_SETS + "00000001" + P);
    assertThat(stream.pictures.get(0).packetsLostBefore()).isZero();
    assertThat(stream.errors).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "79 0000 0001 41, 25 (STAP-B)",
    "7a 0000 0001 00, 26 (MTAP16)",
    "7b 0000 0001 00, 27 (MTAP24)",
    "7d 81 0000 41, 29 (FU-B)",
    "7e 00, 30 (reserved)",
    "7f 00, 31 (reserved)"
  })
  void push_unitOfTheInterleavedMode_isAnErrorThatNamesIt(String payload, String name) {
    TestStream stream = running();
    stream.pictures.clear();
    stream.sendMarked(5, payload).sendMarked(6, P);

    assertThat(stream.errors).singleElement().asString().contains(name);
    assertThat(stream.pictures).singleElement().extracting("packetsLostBefore").isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "78 0001, expected a NAL unit of at most 0 bytes in STAP-A",
    "78 ffff 41 9a, expected a NAL unit of at most 2 bytes in STAP-A",
    "78 0000 0002 419a, expected the size of a NAL unit in STAP-A",
    "78 0002 419a 07, expected the size of a NAL unit in STAP-A",
    "7c, expected an FU header",
    "7c 01 22, expected the start of a fragmented NAL unit",
    "7c 98 22, expected a NAL unit in fragments",
    "00 01 02 03, expected a NAL unit",
    "41 40 22, expected a picture to start with its first slice"
  })
  void push_brokenPayload_isAnErrorAndTheNextPictureComes(String payload, String message) {
    TestStream stream = running();
    stream.pictures.clear();
    stream.sendMarked(5, payload).sendMarked(6, P);

    assertThat(stream.errors).singleElement().asString().contains(message);
    assertThat(stream.pictures).singleElement().extracting("packetsLostBefore").isEqualTo(1);
  }

  @Test
  void push_fragmentedUnitWithoutItsEnd_isAnErrorAndTheNextPictureComes() {
    TestStream stream = running();
    stream.pictures.clear();
    stream.send(5, "7c 81 9a22").send(6, "7c 81 9a22").sendMarked(6, "7c 41 57b3");

    assertThat(stream.errors).singleElement().asString().contains("the end of its picture");
    assertThat(stream.pictures).singleElement().extracting("timestampTicks").isEqualTo(6L);
  }

  @Test
  void push_oneBrokenFragment_isOneError() {
    TestStream stream = running().send(5, "7c 01 22").send(5, "7c 01 22").send(5, "7c 01 22");

    assertThat(stream.errors).hasSize(1);
  }

  @Test
  void push_resolutionChanges_isToldWithTheKeyPicture() {
    String sps1080 = "67640028acd940780227e5c044000003000400000300c83c60c658";
    TestStream stream = running();
    stream.pictures.clear();
    stream.send(5, sps1080).send(5, PPS).sendMarked(5, IDR).sendMarked(6, P);

    assertThat(stream.pictures).extracting(CodedPicture::width).containsExactly(1920, 1920);
    assertThat(stream.pictures).extracting(CodedPicture::height).containsExactly(1080, 1080);
    assertThat(stream.hexPictures().get(0)).startsWith("00000001" + sps1080);
  }

  @Test
  void push_ppsChangesWithoutAKeyPicture_isWrittenInFrontOfThePicture() {
    TestStream stream = running();
    stream.pictures.clear();
    stream.send(5, "68ebe3cb22d0").sendMarked(5, P).sendMarked(6, P);

    assertThat(stream.hexPictures().get(0)).contains("68ebe3cb22d0");
    assertThat(stream.hexPictures().get(1)).isEqualTo("00000001" + P);
  }

  @Test
  void push_spsBeyondTheLimits_refusesPicturesUntilABetterOneComes() {
    TestStream stream = running();
    stream.pictures.clear();
    stream.sendMarked(5, H264SpsTest.spsOf(8_208, 16)).sendMarked(6, IDR).sendMarked(7, P);

    assertThat(stream.pictures).isEmpty();
    assertThat(stream.errors.get(0)).contains("at most 8192x8192", "found 8208x16");

    stream.send(8, SPS).send(8, PPS).sendMarked(8, IDR);
    assertThat(stream.pictures).singleElement().extracting("key").isEqualTo(true);
  }

  @Test
  void push_pictureBeyondTheLimit_isAnErrorAndMemoryStaysBounded() {
    TestStream stream = running();
    stream.pictures.clear();
    byte[] fragment = new byte[60_000];
    fragment[0] = 0x7c;
    fragment[1] = (byte) 0x81;
    fragment[2] = (byte) 0x9a;
    stream.send(5, false, fragment);
    fragment[1] = 0x01;
    for (int sent = 0; sent < 2 * PictureLimits.MAX_CODED_BYTES; sent += fragment.length) {
      stream.send(5, false, fragment);
    }
    stream.sendMarked(6, P);

    assertThat(stream.errors).singleElement().asString().contains("16777216 bytes");
    assertThat(stream.pictures).singleElement().extracting("timestampTicks").isEqualTo(6L);
  }

  @Test
  void push_endlessNalUnits_isAnError() {
    TestStream stream = running();
    for (int i = 0; i <= PictureLimits.MAX_NALS; i++) {
      stream.send(5, P_LATER);
    }
    assertThat(stream.errors).anyMatch(error -> error.contains("at most 1024 NAL units"));
  }

  @Test
  void create_interleavedMode_isRefused() {
    assertThatThrownBy(
            () -> Depacketisers.create(VideoCodec.H264, Map.of("packetization-mode", "2")))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("interleaved");
  }

  @Test
  void create_spropBeyondTheLimits_isRefused() {
    String sprop = sprop(H264SpsTest.spsOf(8_192, 8_192), PPS);
    assertThatThrownBy(
            () -> Depacketisers.create(VideoCodec.H264, Map.of("sprop-parameter-sets", sprop)))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("96 MiB");
  }
}
