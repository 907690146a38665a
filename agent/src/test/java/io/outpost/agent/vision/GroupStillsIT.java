package io.outpost.agent.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GroupOfPictures;
import io.outpost.agent.testing.Requires;
import io.outpost.agent.vision.StillRefusedException.Reason;
import io.outpost.protocols.rtp.VideoCodec;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stills out of groups of pictures, against those of an analysed stream. */
class GroupStillsIT {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final int BLACK = 24;
  private static final Box PART = new Box(0.25, 0.25, 0.5, 0.5);

  /** The left half of {@link #PART}. */
  private static final Polygon MASK = TestWorkers.area(0.1, 0.1, 0.5, 0.9);

  private static TestWorkers test;
  private static List<AccessUnit> units;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    test = new TestWorkers();
    units = test.encode(WIDTH, HEIGHT, TestWorkers.movingPictures(WIDTH, HEIGHT, 10));
  }

  @AfterAll
  static void stop() {
    test.close();
  }

  private static GroupStills.Order order(List<AccessUnit> group, Optional<Box> area) {
    return new GroupStills.Order(new GroupOfPictures(group), area, TestWorkers.analysed(320, 240));
  }

  private static Still take(Camera camera, GroupStills.Order order) throws IOException {
    try (GroupStills stills = test.workers().stills(camera)) {
      return stills.take(order);
    }
  }

  private static Reason refusal(Camera camera, GroupStills.Order order) {
    StillRefusedException[] refused = new StillRefusedException[1];
    assertThatThrownBy(() -> take(camera, order))
        .isInstanceOfSatisfying(StillRefusedException.class, caught -> refused[0] = caught);
    return refused[0].reason();
  }

  /** The same picture's still, as its stream gives it when it is analysed. */
  private static Still ofStream(List<AccessUnit> all, AccessUnit wanted, Optional<Box> area)
      throws Exception {
    try (VisionStream stream = test.workers().open(masked())) {
      TestWorkers.analyse(stream, TestWorkers.all(all));
      return stream.still(wanted.mediaMicros(), area, GroupStills.MAX_SIDE);
    }
  }

  private static BufferedImage image(Still still) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(still.jpeg()));
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "5, 8"})
  void take_pictureOfAGroup_isTheOneThatAnAnalysedStreamGives(int key, int wanted)
      throws Exception {
    List<AccessUnit> group = units.subList(key, wanted + 1);

    Still still = take(TestWorkers.camera(MASK), order(group, Optional.of(PART)));

    try (VisionStream stream = test.workers().open(masked())) {
      TestWorkers.analyse(stream, TestWorkers.all(group));
      assertThat(still.jpeg())
          .isEqualTo(stream.still(units.get(wanted).mediaMicros(), Optional.of(PART)).jpeg());
    }
    assertThat(still.width()).isEqualTo(WIDTH / 2);
    assertThat(still.height()).isEqualTo(HEIGHT / 2);
    assertThat(image(still).getWidth()).isEqualTo(still.width());
    assertThat(image(still).getHeight()).isEqualTo(still.height());
  }

  private static StreamSpec masked() {
    return new StreamSpec("yard", VideoCodec.H264, List.of(MASK), Faces.DISABLED, List.of());
  }

  @Test
  void take_maskedCamera_burnsTheMasksInBeforeItCuts() throws Exception {
    BufferedImage part =
        image(take(TestWorkers.camera(MASK), order(units.subList(0, 3), Optional.of(PART))));
    BufferedImage all =
        image(take(TestWorkers.camera(MASK), order(units.subList(0, 3), Optional.empty())));
    BufferedImage bare =
        image(take(TestWorkers.camera(), order(units.subList(0, 3), Optional.of(PART))));

    for (int y = 8; y < HEIGHT / 2 - 8; y += 8) {
      assertThat(level(part, 100, y)).isLessThan(BLACK);
      assertThat(level(all, 260, y + HEIGHT / 4)).isLessThan(BLACK);
    }
    assertThat(level(part, 240, 100)).isGreaterThan(BLACK);
    assertThat(level(bare, 100, 100)).isGreaterThan(BLACK);
  }

  private static int level(BufferedImage image, int x, int y) {
    int rgb = image.getRGB(x, y);
    return Math.max(rgb >> 16 & 255, Math.max(rgb >> 8 & 255, rgb & 255));
  }

  /** With bidirectional pictures, which cameras send seldom. */
  private List<AccessUnit> outOfOrder() throws Exception {
    Path clip = folder.resolve("b.mp4");
    Path ffmpeg = Requires.command("ffmpeg", "ffmpeg");
    String[] command = {
      ffmpeg.toString(),
      "-v",
      "error",
      "-f",
      "lavfi",
      "-i",
      "testsrc2=size=640x480:rate=25",
      "-frames:v",
      "20",
      "-c:v",
      "libx264",
      "-preset",
      "fast",
      "-g",
      "20",
      "-bf",
      "3",
      "-pix_fmt",
      "yuv420p",
      clip.toString()
    };
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    try (ClipReader reader = test.workers().clip(clip, Instant.EPOCH)) {
      return reader.read();
    }
  }

  @Test
  void take_picturesCodedOutOfOrder_givesTheOneThatIsShownThen() throws Exception {
    List<AccessUnit> read = outOfOrder();
    List<Long> times = read.stream().map(AccessUnit::mediaMicros).toList();
    assertThat(times).isNotEqualTo(times.stream().sorted().toList());

    for (int i = 8; i < 14; i++) {
      Still still = take(TestWorkers.camera(MASK), order(read.subList(0, i + 1), Optional.empty()));
      assertThat(still.jpeg())
          .as("unit %d", i)
          .isEqualTo(ofStream(read, read.get(i), Optional.empty()).jpeg());
    }
  }

  /** What a decoder has learnt of one stream must not hold back the pictures of the next. */
  @Test
  void analyse_afterPicturesCodedOutOfOrder_getsPicturesAtOnce() throws Exception {
    List<AccessUnit> read = outOfOrder();
    for (int i = 0; i < 8; i++) { // Whichever thread it is that takes the next one.
      take(TestWorkers.camera(), order(read.subList(0, 9), Optional.empty()));
    }
    for (int i = 0; i < 4; i++) {
      try (VisionStream stream = test.workers().open(masked())) {
        Analysis done = TestWorkers.analyse(stream, TestWorkers.all(units.subList(0, 1)));
        assertThat(done.pictures()).hasSize(1);
      }
    }
  }

  @Test
  void take_groupWithDamage_isRefusedFromThereOn() throws Exception {
    List<AccessUnit> damaged = new ArrayList<>(units.subList(0, 5));
    AccessUnit second = damaged.get(2);
    byte[] data = Arrays.copyOf(second.data(), second.sizeBytes() / 2);
    damaged.set(2, with(second, data));

    assertThat(refusal(TestWorkers.camera(), order(damaged, Optional.empty())))
        .isEqualTo(Reason.CORRUPT);
    assertThat(take(TestWorkers.camera(), order(damaged.subList(0, 2), Optional.empty())).width())
        .isEqualTo(WIDTH);
  }

  private static AccessUnit with(AccessUnit unit, byte[] data) {
    return new AccessUnit(
        unit.codec(), data, unit.mediaMicros(), unit.captureTime(), unit.key(), 0);
  }

  @Test
  void take_pictureOfGiantSize_isRefusedAndTheWorkerGoesOn() throws Exception {
    ProcessHandle before = test.process();
    AccessUnit giant = with(units.get(0), HugeSps.inFrontOf(units.get(0).data()));

    assertThat(refusal(TestWorkers.camera(), order(List.of(giant), Optional.empty())))
        .isEqualTo(Reason.TOO_LARGE);
    assertThat(test.process().pid()).isEqualTo(before.pid());
  }

  @ParameterizedTest
  @CsvSource({"640, 360, false", "704, 576, false", "320, 240, true", "640, 488, true"})
  void take_likeAPictureOfAnotherShape_isRefusedWhereThatMatters(
      int width, int height, boolean fits) throws Exception {
    GroupOfPictures group = new GroupOfPictures(units.subList(0, 2));
    var part = new GroupStills.Order(group, Optional.of(PART), TestWorkers.analysed(width, height));
    var all = new GroupStills.Order(group, Optional.empty(), TestWorkers.analysed(width, height));

    if (fits) {
      assertThat(take(TestWorkers.camera(MASK), part).width()).isEqualTo(WIDTH / 2);
    } else {
      assertThat(refusal(TestWorkers.camera(), part)).isEqualTo(Reason.OTHER_SHAPE);
      assertThat(refusal(TestWorkers.camera(MASK), all)).as("a mask").isEqualTo(Reason.OTHER_SHAPE);
    }
    assertThat(take(TestWorkers.camera(), all).width())
        .as("nothing is cut or masked")
        .isEqualTo(WIDTH);
  }

  @Test
  void take_twoHundredTimes_leavesNoNativeObjectOpen() throws Exception {
    takeOften(4); // One decoder for each of the worker's threads.
    long before = settled();
    takeOften(200);

    assertThat(settled()).isLessThanOrEqualTo(before);
  }

  private static void takeOften(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      take(TestWorkers.camera(MASK), order(units.subList(0, 2), Optional.of(PART)));
    }
  }

  private static long settled() throws IOException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 100; i++) {
      least = Math.min(least, test.workers().nativeObjects());
    }
    return least;
  }
}
