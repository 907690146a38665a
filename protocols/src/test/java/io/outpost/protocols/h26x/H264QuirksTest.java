package io.outpost.protocols.h26x;

import static io.outpost.protocols.h26x.H264DepacketiserTest.IDR;
import static io.outpost.protocols.h26x.H264DepacketiserTest.IDR_LATER;
import static io.outpost.protocols.h26x.H264DepacketiserTest.P;
import static io.outpost.protocols.h26x.H264DepacketiserTest.PARAMETER_SETS;
import static io.outpost.protocols.h26x.H264DepacketiserTest.PPS;
import static io.outpost.protocols.h26x.H264DepacketiserTest.P_LATER;
import static io.outpost.protocols.h26x.H264DepacketiserTest.SPS;
import static io.outpost.protocols.h26x.H264DepacketiserTest.running;
import static io.outpost.protocols.h26x.H264DepacketiserTest.sprop;
import static io.outpost.protocols.h26x.H264DepacketiserTest.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.protocols.rtp.PictureDrop;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What real cameras send. Each test bears the fault's name, as {@code agent/docs/CAMERAS.md} does.
 */
class H264QuirksTest {
  private static final String KEY = PARAMETER_SETS + "00000001" + IDR;
  private static final String SEI = "0605ffaa80";

  @Test
  void annexBInsideRtp_wholePictureInOnePacket_isSplit() {
    TestStream stream = stream(Map.of());
    stream.sendMarked(0, "00000001" + SPS + "000001" + PPS + "00000001" + IDR).sendMarked(1, P);

    assertThat(stream.hexPictures()).containsExactly(KEY);
    assertThat(stream.errors).isEmpty();
  }

  @Test
  void annexBInsideRtp_unitsBehindASingleNalUnit_areSplit() {
    TestStream stream = stream(Map.of());
    stream.sendMarked(0, SPS + "00000001" + PPS + "000001" + IDR).sendMarked(1, P);

    assertThat(stream.hexPictures()).containsExactly(KEY);
  }

  @Test
  void annexBInsideRtp_inFragments_isSplit() {
    TestStream stream = stream(Map.of());
    stream
        .send(0, "7c 87" + SPS.substring(2))
        .send(0, "7c 07 000000")
        .send(0, "7c 07 01" + PPS + "0000")
        .sendMarked(0, "7c 47 01" + IDR)
        .sendMarked(1, P);

    assertThat(stream.hexPictures()).containsExactly(KEY);
    assertThat(stream.errors).isEmpty();
  }

  @Test
  void annexBInsideRtp_startCodeAtTheStartOfFragments_isPassedOver() {
    TestStream stream = stream();
    stream.send(0, "1c 80 000001" + IDR.substring(0, 6));
    stream.sendMarked(0, "1c 40" + IDR.substring(6)).sendMarked(1, P);

    assertThat(stream.hexPictures()).containsExactly(KEY);
  }

  @Test
  void markerOnSei_doesNotEndThePicture() {
    TestStream stream = running();
    stream.pictures.clear();
    stream.sendMarked(5, SEI).sendMarked(5, P).sendMarked(6, SEI).sendMarked(6, P);

    assertThat(stream.hexPictures()).containsOnly("00000001" + SEI + "00000001" + P).hasSize(2);
    assertThat(stream.errors).isEmpty();
  }

  @Test
  void markerOnEachSlice_fromTheStart_givesWholePictures() {
    TestStream stream = stream();
    stream.sendMarked(0, IDR).sendMarked(0, IDR_LATER);
    for (int i = 1; i < 5; i++) {
      stream.sendMarked(i, P).sendMarked(i, P_LATER).sendMarked(i, P_LATER);
    }

    String predicted = "00000001" + P + "00000001" + P_LATER + "00000001" + P_LATER;
    assertThat(stream.hexPictures())
        .containsExactly(KEY + "00000001" + IDR_LATER, predicted, predicted, predicted);
    assertThat(stream.errors).isEmpty();
  }

  @Test
  void markerOnEachSlice_afterItSeemedTrue_isAnErrorOnceAndThenHeld() {
    TestStream stream = running();
    stream.pictures.clear();
    for (int i = 5; i < 9; i++) {
      stream.sendMarked(i, P).sendMarked(i, P_LATER);
    }

    assertThat(stream.errors).singleElement().asString().contains("found it on a slice before");
    String whole = "00000001" + P + "00000001" + P_LATER;
    assertThat(stream.hexPictures()).containsExactly("00000001" + P, whole, whole);
    assertThat(stream.pictures.get(1).packetsLostBefore()).isEqualTo(1);
  }

  @Test
  void markerNeverSet_picturesEndAtTheNextTimestamp() {
    TestStream stream = stream().send(0, IDR).send(1, P).send(2, P).send(2, P_LATER).send(3, P);

    assertThat(stream.hexPictures())
        .containsExactly(KEY, "00000001" + P, "00000001" + P + "00000001" + P_LATER);
  }

  @Test
  void timestampAlwaysTheSame_picturesEndAtTheMarker() {
    TestStream stream = stream();
    for (int i = 0; i < 3; i++) {
      stream.send(0, SPS).send(0, PPS).sendMarked(0, IDR).sendMarked(0, P).sendMarked(0, P);
    }

    assertThat(stream.hexPictures()).hasSizeGreaterThanOrEqualTo(8).contains(KEY);
    assertThat(stream.hexPictures()).allMatch(p -> p.equals(KEY) || p.equals("00000001" + P));
    assertThat(stream.errors).isEmpty();
  }

  @Test
  void fuTypeChangesMidFragment_theFirstCounts() {
    TestStream stream = stream();
    stream.send(0, "7c 85 8884").send(0, "7c 01 01").sendMarked(0, "7c 41 7fd457").sendMarked(1, P);

    assertThat(stream.hexPictures()).containsExactly(KEY);
    assertThat(stream.errors).isEmpty();
  }

  @Test
  void emptyFragments_areHarmless() {
    TestStream stream = stream();
    stream
        .send(0, "7c 85")
        .send(0, "7c 05 8884017f")
        .send(0, "7c 05")
        .send(0, "")
        .sendMarked(0, "7c 45 d457")
        .sendMarked(1, P);

    assertThat(stream.hexPictures()).containsExactly(KEY);
    assertThat(stream.errors).isEmpty();
  }

  @Test
  void fragmentWithStartAndEnd_isOneUnit() {
    TestStream stream = stream().sendMarked(0, "7c c5" + IDR.substring(2)).sendMarked(1, P);

    assertThat(stream.hexPictures()).containsExactly(KEY);
  }

  @Test
  void stapAWithTrailingZeros_isRead() {
    TestStream stream = stream().sendMarked(0, "78 0007" + IDR + "000000").sendMarked(1, P);

    assertThat(stream.hexPictures()).containsExactly(KEY);
    assertThat(stream.errors).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000", "00000001", "a5a5a5a5", "000000016801"})
  void extraBytesBehindTheSps_areHarmless(String extra) {
    TestStream stream = stream(Map.of());
    stream.send(0, SPS + extra).send(0, PPS).sendMarked(0, IDR).sendMarked(1, P);

    assertThat(stream.pictures).singleElement().extracting("width").isEqualTo(640);
    assertThat(stream.hexPictures().get(0)).startsWith("00000001" + SPS);
  }

  @Test
  void extraBytesBehindTheSps_inTheSdp_areHarmless() {
    TestStream stream =
        stream(Map.of("sprop-parameter-sets", sprop(SPS + "00000001" + PPS, PPS) + ", "));
    stream.sendMarked(0, IDR).sendMarked(1, P);

    assertThat(stream.hexPictures()).containsExactly(KEY);
  }

  @Test
  void parameterSetsOnlyInTheSdp_areWrittenInFrontOfKeyPictures() {
    TestStream stream = stream().sendMarked(0, IDR).sendMarked(1, IDR).sendMarked(2, IDR);

    assertThat(stream.hexPictures()).containsExactly(KEY, KEY, KEY);
  }

  @Test
  void parameterSetsOnlyInBand_areWrittenInFrontOfKeyPictures() {
    TestStream stream = stream(Map.of());
    stream.send(0, SPS).send(0, PPS).sendMarked(0, IDR).sendMarked(1, P).sendMarked(2, IDR);
    stream.sendMarked(3, P);

    assertThat(stream.hexPictures()).containsExactly(KEY, "00000001" + P, KEY, "00000001" + P);
  }

  @Test
  void parameterSetsDifferentInSdpAndInBand_thoseInBandCount() {
    String other = H264SpsTest.spsOf(320, 240);
    TestStream stream = stream(Map.of("sprop-parameter-sets", sprop(other, "68ce3880")));
    stream.send(0, SPS).send(0, PPS).sendMarked(0, IDR).sendMarked(1, P);

    assertThat(stream.hexPictures()).containsExactly(KEY);
    assertThat(stream.pictures.get(0).width()).isEqualTo(640);
  }

  @Test
  void parameterSetsNowhere_isAnErrorThatSaysSo() {
    TestStream stream = stream(Map.of()).sendMarked(0, IDR).sendMarked(1, P);

    assertThat(stream.pictures).isEmpty();
    assertThat(stream.drops).containsExactly(PictureDrop.UNDECODABLE);
    assertThat(stream.errors)
        .singleElement()
        .asString()
        .contains("expected parameter sets in the SDP or the stream");
  }

  @Test
  void parameterSetsWithAnotherTimestampThanTheirPicture_areKept() {
    TestStream stream = stream(Map.of());
    stream.sendMarked(0, SPS).sendMarked(1, PPS).sendMarked(2, SEI).sendMarked(3, IDR);
    stream.sendMarked(4, P);

    assertThat(stream.hexPictures())
        .containsExactly(PARAMETER_SETS + "00000001" + SEI + "00000001" + IDR);
  }

  @Test
  void spropBroken_isPassedOverForThoseInBand() {
    TestStream stream = stream(Map.of("sprop-parameter-sets", "Z0,%%%,,aM4="));
    stream.send(0, SPS).send(0, PPS).sendMarked(0, IDR).sendMarked(1, P);

    assertThat(stream.hexPictures()).containsExactly(KEY);
  }

  @Test
  void delimitersAndFiller_areLeftOut() {
    TestStream stream = stream();
    stream.send(0, "09f0").send(0, IDR).sendMarked(0, "0cffffff80").sendMarked(1, P);

    assertThat(stream.hexPictures()).containsExactly(KEY);
  }
}
