package io.outpost.agent.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GroupOfPictures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Zone and box are drawn on a copy, and the original is what it is without them. */
class MarkedStillIT {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final Polygon ZONE = TestWorkers.area(0.125, 0.25, 0.875, 0.75);
  private static final Marks MARKS = new Marks(ZONE, new Box(0.375, 0.375, 0.25, 0.25));
  private static final Polygon MASK = TestWorkers.area(0, 0, 0.2, 1);

  private static TestWorkers test;
  private static List<AccessUnit> units;

  @BeforeAll
  static void start() throws IOException {
    test = new TestWorkers();
    units = test.encode(WIDTH, HEIGHT, TestWorkers.movingPictures(WIDTH, HEIGHT, 4));
  }

  @AfterAll
  static void stop() {
    test.close();
  }

  private static GroupStills.Order order(Optional<Box> area, int width, int height) {
    return new GroupStills.Order(
        new GroupOfPictures(units.subList(0, 3)), area, TestWorkers.analysed(width, height));
  }

  private static MarkedStill take(Camera camera, GroupStills.Order order, Optional<Marks> marks)
      throws IOException {
    try (GroupStills stills = test.workers().stills(camera)) {
      return stills.scene(order, new Retouch(marks, Optional.empty()));
    }
  }

  private static BufferedImage image(Still still) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(still.jpeg()));
  }

  private static void assertDrawn(BufferedImage image) {
    for (int i = 0; i < 40; i++) {
      assertThat(isNear(image, WIDTH / 4 + i, HEIGHT / 4, MarkedStillIT::isYellow))
          .as("upper side of the zone, %d", i)
          .isTrue();
      assertThat(isNear(image, WIDTH / 8, HEIGHT / 2 + i, MarkedStillIT::isYellow))
          .as("left side of the zone, %d", i)
          .isTrue();
      assertThat(isNear(image, WIDTH / 2 + i, HEIGHT * 3 / 8, MarkedStillIT::isRed))
          .as("upper side of the box, %d", i)
          .isTrue();
      assertThat(isNear(image, WIDTH * 5 / 8, HEIGHT / 2 + i, MarkedStillIT::isRed))
          .as("right side of the box, %d", i)
          .isTrue();
    }
  }

  /** Within two pixels: lines lie on even ones. */
  private static boolean isNear(BufferedImage image, int x, int y, IntPredicate colour) {
    for (int down = -2; down <= 2; down++) {
      for (int aside = -2; aside <= 2; aside++) {
        if (colour.test(image.getRGB(x + aside, y + down))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isYellow(int rgb) {
    return red(rgb) > 180 && green(rgb) > 140 && (rgb & 255) < 120;
  }

  private static boolean isRed(int rgb) {
    return red(rgb) > 150 && green(rgb) < 120 && (rgb & 255) < 120;
  }

  private static int red(int rgb) {
    return rgb >> 16 & 255;
  }

  private static int green(int rgb) {
    return rgb >> 8 & 255;
  }

  @Test
  void scene_ofAGroup_leavesTheOriginalAndDrawsOnACopy() throws IOException {
    GroupStills.Order order = order(Optional.empty(), 320, 240);
    MarkedStill bare = take(TestWorkers.camera(), order, Optional.empty());
    MarkedStill still = take(TestWorkers.camera(), order, Optional.of(MARKS));

    assertThat(bare.marked()).isEmpty();
    assertThat(still.plain().jpeg()).isEqualTo(bare.plain().jpeg());
    Still marked = still.marked().orElseThrow();
    assertThat(marked.width()).isEqualTo(WIDTH);
    assertDrawn(image(marked));
    assertThat(take(TestWorkers.camera(), order, Optional.of(MARKS)).marked().orElseThrow().jpeg())
        .isEqualTo(marked.jpeg());
  }

  @Test
  void scene_ofAnAnalysedPicture_drawsTheSame() throws Exception {
    MarkedStill ofGroup =
        take(TestWorkers.camera(), order(Optional.empty(), 320, 240), Optional.of(MARKS));
    try (VisionStream stream = test.workers().open(TestWorkers.plain("yard"))) {
      TestWorkers.analyse(stream, TestWorkers.all(units.subList(0, 3)));

      MarkedStill still =
          stream.scene(
              units.get(2).mediaMicros(), new Retouch(Optional.of(MARKS), Optional.empty()));

      assertThat(still.plain().jpeg()).isEqualTo(ofGroup.plain().jpeg());
      assertThat(still.marked().orElseThrow().jpeg())
          .isEqualTo(ofGroup.marked().orElseThrow().jpeg());
    }
  }

  @Test
  void scene_maskedCamera_burnsTheMaskIntoBoth() throws IOException {
    MarkedStill still =
        take(TestWorkers.camera(MASK), order(Optional.empty(), 320, 240), Optional.of(MARKS));

    for (Still one : List.of(still.plain(), still.marked().orElseThrow())) {
      assertThat(image(one).getRGB(20, 40) & 0xf0f0f0).isZero();
    }
  }

  @Test
  void scene_pictureOfAnotherShape_hasNoCopy() throws IOException {
    MarkedStill still =
        take(TestWorkers.camera(), order(Optional.empty(), 640, 360), Optional.of(MARKS));

    assertThat(still.marked()).isEmpty();
    assertThat(still.plain().width()).isEqualTo(WIDTH);
  }

  /** Nothing tells where the face is in such a picture; where none is kept, none need tell. */
  @Test
  void scene_faceToKeepInAPictureOfAnotherShape_isRefused() throws IOException {
    GroupStills.Order order = order(Optional.empty(), 640, 360);
    FaceBlur but = new FaceBlur(Optional.of(new Box(0.4, 0.4, 0.2, 0.2)), List.of());

    try (GroupStills stills = test.workers().stills(TestWorkers.camera())) {
      assertThatThrownBy(() -> stills.scene(order, new Retouch(Optional.empty(), Optional.of(but))))
          .isInstanceOf(StillRefusedException.class)
          .hasMessageContaining("another shape");
      assertThat(stills.scene(order, Retouch.of(Optional.empty(), true)).plain().facesBlurred())
          .isTrue();
    }
  }

  @Test
  void scene_ofAPart_isRefused() {
    assertThatThrownBy(
            () ->
                take(
                    TestWorkers.camera(),
                    order(Optional.of(new Box(0.25, 0.25, 0.5, 0.5)), 320, 240),
                    Optional.of(MARKS)))
        .hasMessageContaining("whole pictures");
  }
}
