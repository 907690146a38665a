package io.outpost.agent.vision.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import io.outpost.agent.vision.wire.BlurFaces;
import io.outpost.agent.vision.wire.Still;
import io.outpost.agent.vision.worker.Crops.Place;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of faces, and what is left out where nobody can look for them. */
@Tag("replay")
class ConcealmentIT {
  /** Odd, so that a sample of colour at the edges is of one row or column alone. */
  private static final int WIDTH = 641;

  private static final int HEIGHT = 361;

  @TempDir private Path folder;

  private static Frame noise() throws VisionException {
    Frame picture = Frame.allocate(WIDTH, HEIGHT, AV_PIX_FMT_YUV420P);
    Random random = new Random(5);
    for (int plane = 0; plane < 3; plane++) {
      byte[] row = new byte[columns(plane)];
      for (int y = 0; y < rows(plane); y++) {
        random.nextBytes(row);
        picture.plane(plane).position((long) y * picture.stride(plane)).put(row);
      }
    }
    return picture;
  }

  private static int columns(int plane) {
    return plane == 0 ? WIDTH : (WIDTH + 1) / 2;
  }

  private static int rows(int plane) {
    return plane == 0 ? HEIGHT : (HEIGHT + 1) / 2;
  }

  private static byte[] samples(Frame picture, int plane) {
    byte[] samples = new byte[columns(plane) * rows(plane)];
    picture.read(plane, columns(plane), samples);
    return samples;
  }

  /** Small, as wide as the picture is high, and over every edge. */
  @ParameterizedTest
  @CsvSource({"301, 77, 11", "120, 33, 400", "-100, -50, 300", "600, 350, 90", "640, 360, 1"})
  void conceal_faceOfAnySize_leavesOneColourThereAndAllElseAsItWas(int x, int y, int side)
      throws VisionException {
    try (Frame before = noise();
        Frame picture = noise()) {
      Place face = new Place(x, y, x + side, y + side);

      Patch.conceal(picture, face, face, Optional.empty());

      for (int plane = 0; plane < 3; plane++) {
        byte[] was = samples(before, plane);
        byte[] is = samples(picture, plane);
        int scale = plane == 0 ? 1 : 2;
        int colours = 0;
        int colour = -1;
        for (int i = 0; i < is.length; i++) {
          int left = i % columns(plane) * scale;
          int top = i / columns(plane) * scale;
          boolean inside = left + scale > x && left < x + side && top + scale > y && top < y + side;
          boolean near =
              left + 2 >= x && left <= x + side + 1 && top + 2 >= y && top <= y + side + 1;
          if (inside) {
            colours += is[i] == colour ? 0 : 1;
            colour = is[i];
          } else if (!near) {
            assertThat(is[i]).isEqualTo(was[i]);
          }
        }
        assertThat(colours).as("colours in plane %d", plane).isEqualTo(1);
      }
    }
  }

  @Test
  void conceal_besideTheFaceThatStays_sparesItButForTheOtherFaceItself() throws VisionException {
    try (Frame before = noise();
        Frame picture = noise()) {
      Place face = new Place(200, 100, 260, 160);

      Patch.conceal(picture, face.with(0.5), face, Optional.of(new Place(250, 100, 310, 160)));

      byte[] was = samples(before, 0);
      byte[] is = samples(picture, 0);
      for (int column = 260; column < 310; column++) {
        assertThat(is[130 * WIDTH + column]).isEqualTo(was[130 * WIDTH + column]);
      }
      for (int column = 170; column < 260; column++) {
        assertThat(is[130 * WIDTH + column]).isEqualTo(is[130 * WIDTH + 230]);
      }
      assertThat(is[80 * WIDTH + 280]).as("above it").isEqualTo(is[130 * WIDTH + 230]);
    }
  }

  private static Jpeg.Form form(Detectors detectors, BlurFaces blur) {
    return new Jpeg.Form(1280, 88, Optional.empty(), Optional.of(new Concealment(blur, detectors)));
  }

  @Test
  void encode_detectorCannotBeLoaded_givesNoStill() throws VisionException {
    try (Frame picture = noise();
        Detectors none = new Detectors(folder, new ModelShelf())) {
      assertThatThrownBy(
              () ->
                  Jpeg.encode(
                      picture, PixelArea.all(picture), form(none, BlurFaces.getDefaultInstance())))
          .isInstanceOf(VisionException.class)
          .hasMessageContaining(FaceDetector.MODEL);
    }
  }

  @Test
  void encode_installedDetectorIsNotThere_givesNoStill() throws VisionException {
    try (Frame picture = noise();
        Detectors builtIn = new Detectors(models(), new ModelShelf())) {
      BlurFaces blur = BlurFaces.newBuilder().setFaceModel("yunet").build();

      assertThatThrownBy(() -> Jpeg.encode(picture, PixelArea.all(picture), form(builtIn, blur)))
          .hasMessageContaining("the model yunet was not loaded");
    }
  }

  @Test
  void encode_part_isRefused() throws VisionException {
    try (Frame picture = noise();
        Detectors builtIn = new Detectors(models(), new ModelShelf())) {
      assertThatThrownBy(
              () ->
                  Jpeg.encode(
                      picture,
                      new PixelArea(0, 0, 100, 100),
                      form(builtIn, BlurFaces.getDefaultInstance())))
          .hasMessageContaining("on whole pictures alone");
    }
  }

  /** A thumbnail would be a second picture, and could be of before. */
  @Test
  void encode_withBlur_saysSoAndHasNoSecondPictureInIt() throws VisionException {
    try (Frame picture = noise();
        Detectors builtIn = new Detectors(models(), new ModelShelf())) {
      Still still =
          Jpeg.encode(
              picture, PixelArea.all(picture), form(builtIn, BlurFaces.getDefaultInstance()));

      assertThat(still.getFacesBlurred()).isTrue();
      byte[] jpeg = still.getJpeg().toByteArray();
      int at = 2;
      while ((jpeg[at + 1] & 0xff) != 0xda) {
        int marker = jpeg[at + 1] & 0xff;
        int length = (jpeg[at + 2] & 0xff) * 256 + (jpeg[at + 3] & 0xff);
        assertThat(marker > 0xe0 && marker <= 0xef).as("APP1 to APP15: %x", marker).isFalse();
        if (marker == 0xe0) {
          assertThat(length).as("JFIF without a thumbnail").isEqualTo(16);
        }
        at += 2 + length;
      }
    }
  }

  /** Tests run in the module's folder or in the repository's. */
  private static Path models() {
    Path here = Path.of("target/outpost/models");
    return here.toFile().isDirectory() ? here : Path.of("agent/target/outpost/models");
  }
}
