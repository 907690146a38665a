package io.outpost.protocols.onvif;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.protocols.rtp.VideoCodec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class StreamChoiceTest {
  private static MediaProfile profile(
      String token, String lens, VideoCodec codec, int width, int height) {
    return new MediaProfile(
        Service.MEDIA,
        token,
        token,
        Optional.of(lens),
        Optional.of(
            new VideoEncoder(
                "encoder-of-" + token,
                Optional.of(codec),
                width,
                height,
                OptionalDouble.empty(),
                OptionalInt.empty(),
                OptionalInt.empty())),
        Optional.empty(),
        Optional.empty());
  }

  private static MediaProfile profile(String token, int width, int height) {
    return profile(token, "lens", VideoCodec.H264, width, height);
  }

  private static String chosen(MediaProfile... media) {
    return tokens(StreamChoice.of(List.of(), List.of(media), Optional.empty()));
  }

  private static String tokens(StreamChoice choice) {
    return choice.main().map(MediaProfile::token).orElse("-")
        + " "
        + choice.sub().map(MediaProfile::token).orElse("-");
  }

  @Test
  void of_recognisableOnlyByResolution_takesLargestAndSmaller() {
    assertThat(chosen(profile("Profile_2", 640, 360), profile("Profile_1", 1920, 1080)))
        .isEqualTo("Profile_1 Profile_2");
  }

  @Test
  void of_threeStreams_subIsTheLargestWithinTheLimit() {
    assertThat(
            chosen(profile("4k", 3840, 2160), profile("cif", 352, 288), profile("hd", 1280, 720)))
        .isEqualTo("4k hd");
    assertThat(
            chosen(
                profile("4k", 3840, 2160), profile("2k", 2560, 1440), profile("fhd", 1920, 1080)))
        .as("none within the limit")
        .isEqualTo("4k fhd");
  }

  @Test
  void of_oneStream_hasNoSub() {
    assertThat(chosen(profile("a", 1920, 1080), profile("same", 1920, 1080))).isEqualTo("a -");
  }

  @Test
  void of_jpegBesideASubStream_isNotTaken() {
    MediaProfile jpeg = profile("jpeg", "lens", VideoCodec.JPEG, 1280, 720);

    assertThat(chosen(profile("a", 1920, 1080), jpeg, profile("b", 640, 480))).isEqualTo("a b");
    assertThat(chosen(profile("a", 1920, 1080), jpeg)).isEqualTo("a jpeg");
  }

  @Test
  void of_twoLenses_staysWithOne() {
    MediaProfile other = profile("other", "lens2", VideoCodec.H264, 3840, 2160);
    List<MediaProfile> media = List.of(profile("a", 1920, 1080), other, profile("b", 640, 480));

    assertThat(tokens(StreamChoice.of(List.of(), media, Optional.empty()))).isEqualTo("a b");
    assertThat(tokens(StreamChoice.of(List.of(), media, Optional.of("lens2"))))
        .isEqualTo("other -");
  }

  @Test
  void of_media2AndMedia_takesMedia2() {
    StreamChoice choice =
        StreamChoice.of(
            List.of(profile("m2", "lens", VideoCodec.H265, 3840, 2160), profile("m2s", 640, 360)),
            List.of(profile("m1", 1920, 1080)),
            Optional.empty());

    assertThat(tokens(choice)).isEqualTo("m2 m2s");
    assertThat(choice.reason())
        .isEqualTo(
            "by resolution among 2 profiles of Media2: main 'm2' 3840x2160, sub 'm2s' 640x360");
  }

  @Test
  void of_noResolutions_goesByName() {
    StreamChoice choice =
        StreamChoice.of(
            List.of(),
            List.of(profile("SubStream", 0, 0), profile("MainStream", 0, 0)),
            Optional.empty());

    assertThat(tokens(choice)).isEqualTo("MainStream SubStream");
    assertThat(choice.reason()).startsWith("no resolution in 2 profiles of Media");
  }

  @Test
  void of_nothing_saysSo() {
    StreamChoice choice = StreamChoice.of(List.of(), List.of(), Optional.empty());

    assertThat(tokens(choice)).isEqualTo("- -");
    assertThat(choice.reason()).contains("no profile with H.264, H.265 or JPEG");
  }
}
