package io.outpost.agent.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outpost.agent.gate.Look;
import io.outpost.agent.ingest.AccessUnit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's side and a worker, over their socket. */
class VisionWorkersIT {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final int PICTURES = 20;
  private static final int MAX_ATTEMPTS = 20;

  private static TestWorkers test;
  private static List<AccessUnit> units;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    test = new TestWorkers();
    units = test.encode(WIDTH, HEIGHT, TestWorkers.movingPictures(WIDTH, HEIGHT, PICTURES));
  }

  @AfterAll
  static void stop() {
    test.close();
  }

  @Test
  void analyse_whatTheWorkerEncoded_decodesEveryPictureInOrder() throws Exception {
    assertThat(units).hasSize(PICTURES);
    assertThat(units).filteredOn(AccessUnit::key).hasSize(PICTURES / 5);
    try (VisionStream stream = test.workers().open(TestWorkers.plain("plain"))) {
      Analysis analysis = TestWorkers.analyse(stream, TestWorkers.all(units));

      assertThat(analysis.decoded()).isEqualTo(PICTURES);
      assertThat(analysis.corrupt()).isZero();
      assertThat(analysis.pictures())
          .extracting(AnalysedPicture::mediaMicros)
          .containsExactlyElementsOf(units.stream().map(AccessUnit::mediaMicros).toList());
      assertThat(analysis.pictures())
          .allSatisfy(picture -> assertThat(picture.width()).isEqualTo(WIDTH))
          .allSatisfy(picture -> assertThat(picture.detections()).isEmpty());
      assertThat(analysis.pictures().get(0).sceneChange()).isZero();
      assertThat(analysis.pictures().get(1).sceneChange()).isPositive();
    }
  }

  @Test
  void analyse_damagedUnit_leavesOutEverythingUntilTheNextKeyPicture() throws Exception {
    List<AccessUnit> damaged = new ArrayList<>(units);
    damaged.set(7, withData(units.get(7), damage(units.get(7).data())));
    try (VisionStream stream = test.workers().open(TestWorkers.plain("damaged"))) {
      Analysis analysis = TestWorkers.analyse(stream, TestWorkers.all(damaged));

      assertThat(analysis.corrupt()).isEqualTo(3);
      assertThat(analysis.decoded()).isEqualTo(PICTURES - 3);
      assertThat(analysis.pictures())
          .extracting(AnalysedPicture::mediaMicros)
          .doesNotContain(
              units.get(7).mediaMicros(), units.get(8).mediaMicros(), units.get(9).mediaMicros());
    }
  }

  @Test
  void analyse_lossBeforeAUnit_waitsForTheNextKeyPicture() throws Exception {
    List<AccessUnit> lossy = new ArrayList<>(units);
    AccessUnit after = units.get(11);
    lossy.set(
        11,
        new AccessUnit(
            after.codec(), after.data(), after.mediaMicros(), after.captureTime(), false, 2));
    try (VisionStream stream = test.workers().open(TestWorkers.plain("lossy"))) {
      Analysis analysis = TestWorkers.analyse(stream, TestWorkers.all(lossy));

      assertThat(analysis.corrupt()).isEqualTo(4);
      assertThat(analysis.decoded()).isEqualTo(PICTURES - 4);
    }
  }

  @Test
  void analyse_beginsWithoutKeyPicture_startsAtTheFirst() throws Exception {
    try (VisionStream stream = test.workers().open(TestWorkers.plain("late"))) {
      Analysis none = TestWorkers.analyse(stream, TestWorkers.all(units.subList(2, 4)));
      Analysis some = TestWorkers.analyse(stream, TestWorkers.all(units.subList(4, 12)));

      assertThat(none.decoded()).isZero();
      assertThat(none.corrupt()).isEqualTo(2);
      assertThat(some.decoded()).isEqualTo(7);
      assertThat(some.corrupt()).isEqualTo(1);
    }
  }

  @Test
  void analyse_pictureOfGiantSize_isRefusedAndTheWorkerGoesOn() throws Exception {
    byte[] giant = HugeSps.inFrontOf(units.get(0).data());
    ProcessHandle before = test.process();
    try (VisionStream stream = test.workers().open(TestWorkers.plain("giant"))) {
      Analysis analysis =
          TestWorkers.analyse(stream, TestWorkers.all(List.of(withData(units.get(0), giant))));

      assertThat(analysis.decoded()).isZero();
      assertThat(analysis.corrupt()).isEqualTo(1);
      assertThat(analysis.pictures()).isEmpty();
    }
    assertThat(test.process().pid()).isEqualTo(before.pid());
  }

  @Test
  void analyse_workerKilled_goesOnWithTheNextWorkerAtAKeyPicture() throws Exception {
    try (VisionStream stream = test.workers().open(TestWorkers.plain("killed"))) {
      TestWorkers.analyse(stream, TestWorkers.all(units.subList(0, 5)));
      ProcessHandle first = test.process();
      first.destroyForcibly();
      first.onExit().get();

      Analysis analysis = untilAnswered(stream, units.subList(3, 10));

      assertThat(analysis.decoded()).isEqualTo(5);
      assertThat(analysis.corrupt()).isEqualTo(2);
      assertThat(test.process().pid()).isNotEqualTo(first.pid());
      assertThat(test.registry().get("outpost.worker.restarts").counter().count()).isPositive();
    }
  }

  @Test
  void still_pictureOfTheLastBatch_isItsJpeg() throws Exception {
    try (VisionStream stream = test.workers().open(TestWorkers.plain("stills"))) {
      TestWorkers.analyse(stream, TestWorkers.all(units.subList(0, 5)));
      long held = units.get(3).mediaMicros();

      var scene =
          ImageIO.read(new ByteArrayInputStream(stream.still(held, Optional.empty()).jpeg()));
      var part =
          ImageIO.read(
              new ByteArrayInputStream(
                  stream.still(held, Optional.of(new Box(0.25, 0.5, 0.5, 0.75))).jpeg()));

      assertThat(scene.getWidth()).isEqualTo(WIDTH);
      assertThat(scene.getHeight()).isEqualTo(HEIGHT);
      assertThat(part.getWidth()).isEqualTo(WIDTH / 2);
      assertThat(part.getHeight()).as("clipped to the picture").isEqualTo(HEIGHT / 2);
      assertThat(stream.still(held, Optional.empty()).jpeg())
          .as("the same bytes each time")
          .isEqualTo(stream.still(held, Optional.empty()).jpeg());
      TestWorkers.analyse(stream, TestWorkers.all(units.subList(5, 10)));
      assertThatThrownBy(() -> stream.still(held, Optional.empty()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("only those of the last batch");
    }
  }

  @Test
  void mux_readAgain_givesTheSamePictures() throws Exception {
    Path clip = folder.resolve("clip.mp4");
    Files.write(clip, test.workers().mux(units));

    List<AccessUnit> read;
    try (ClipReader reader = test.workers().clip(clip, Instant.EPOCH)) {
      assertThat(reader.width()).isEqualTo(WIDTH);
      assertThat(reader.height()).isEqualTo(HEIGHT);
      read = reader.read();
      assertThat(reader.read()).isEmpty();
    }

    assertThat(read).extracting(AccessUnit::mediaMicros).hasSize(PICTURES).isSorted();
    assertThat(read)
        .extracting(AccessUnit::key)
        .containsExactlyElementsOf(units.stream().map(AccessUnit::key).toList());
    try (VisionStream stream = test.workers().open(TestWorkers.plain("muxed"))) {
      assertThat(TestWorkers.analyse(stream, TestWorkers.all(read)).decoded()).isEqualTo(PICTURES);
    }
  }

  @Test
  void clip_thatCannotBeRead_saysWhy() throws Exception {
    Path text = Files.writeString(folder.resolve("text.mp4"), "not a clip\n".repeat(100));

    assertThatThrownBy(() -> test.workers().clip(folder.resolve("none.mp4"), Instant.EPOCH))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.mp4: no such file");
    assertThatThrownBy(() -> test.workers().clip(text, Instant.EPOCH))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a video file");
  }

  /** Nothing native stays behind, however often a stream is opened, but decoders for the next. */
  @Test
  void close_aThousandStreams_leavesNoNativeObjectOpen() throws Exception {
    openAndClose(4); // One decoder for each of the worker's threads.
    long before = settled();
    openAndClose(1000);

    assertThat(settled()).isLessThanOrEqualTo(before);
  }

  private void openAndClose(int streams) throws Exception {
    for (int i = 0; i < streams; i++) {
      try (VisionStream stream = test.workers().open(TestWorkers.plain("leak"))) {
        TestWorkers.analyse(stream, List.of(new Look(units.get(0), true)));
      }
    }
  }

  /** The last stream may still be on its way to being closed. */
  private long settled() throws Exception {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 1000; i++) {
      least = Math.min(least, test.workers().nativeObjects());
    }
    return least;
  }

  @Test
  void close_endsTheWorkerProcess() throws Exception {
    ProcessHandle process;
    try (TestWorkers other = new TestWorkers()) {
      process = other.process();
    }
    process.onExit().get();
    assertThat(process.isAlive()).isFalse();
  }

  /** A call in the hands of a dying worker fails; those after it wait for the next worker. */
  private static Analysis untilAnswered(VisionStream stream, List<AccessUnit> batch)
      throws Exception {
    List<String> failures = new ArrayList<>();
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      try {
        return TestWorkers.analyse(stream, TestWorkers.all(batch));
      } catch (IOException e) {
        failures.add(e.getMessage());
      }
    }
    throw new AssertionError(failures.stream().collect(Collectors.joining("\n")));
  }

  private static AccessUnit withData(AccessUnit unit, byte[] data) {
    return new AccessUnit(
        unit.codec(), data, unit.mediaMicros(), unit.captureTime(), unit.key(), 0);
  }

  /** Headers stay, what they describe does not. */
  private static byte[] damage(byte[] data) {
    byte[] damaged = data.clone();
    for (int i = damaged.length / 3; i < damaged.length; i++) {
      damaged[i] = (byte) (damaged[i] * 31 + 87);
    }
    return damaged;
  }
}
