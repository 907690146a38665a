package io.outpost.agent.vision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.testing.Eventually;
import io.outpost.agent.testing.Requires;
import io.outpost.agent.vision.model.DetectorChoice;
import io.outpost.agent.vision.model.InstalledModel;
import io.outpost.agent.vision.model.KnownManifests;
import io.outpost.agent.vision.model.Manifests;
import io.outpost.agent.vision.model.ModelKind;
import io.outpost.agent.vision.model.ModelName;
import io.outpost.agent.vision.model.ModelNumbers;
import io.outpost.agent.vision.model.Sha256;
import io.outpost.protocols.rtp.VideoCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real models in a real worker, on real pictures; and what only claims to be a model. */
@Tag("replay")
class InstalledDetectorsIT {
  private static final String YUNET = "face_detection_yunet_2023mar.onnx";
  private static final String YOLOX = "yolox_nano.onnx";

  /** When vehicles cross a line of street_camera.mp4, as a person counted them; seconds. */
  private static final List<Double> CROSSINGS =
      List.of(0.69, 3.11, 5.27, 7.55, 9.94, 17.57, 19.79, 29.65);

  private static final String BLAZEFACE =
      """
      name: blazeface
      version: "1"
      kind: face
      format: tflite
      licence: Apache-2.0
      sha256: SHA256
      input: {width: 192, height: 192, layout: nhwc, colours: rgb, resize: stretch,
        mean: [127.5, 127.5, 127.5], divide: [127.5, 127.5, 127.5]}
      decoding: {style: blazeface}
      narrowest: 17
      """;

  private static final String SSD =
      """
      name: ssd
      version: "1"
      kind: body
      format: tflite
      licence: Apache-2.0
      sha256: SHA256
      input: {width: 300, height: 300, layout: nhwc, colours: rgb, resize: stretch,
        mean: [127.5, 127.5, 127.5], divide: [127.5, 127.5, 127.5]}
      decoding: {style: ssd}
      labels: [none, Bicycle, Boot, Laptop, Person, Chair, Cattle, Desk, Cat, Computer mouse,
        Computer monitor, Box, Mug, Coffee cup, Stationary bicycle, Table, Bottle, High heels,
        Vehicle, Footwear, Dog, Book, Camera, Car]
      classes: {person: [Person], bicycle: [Bicycle], vehicle: [Vehicle, Car]}
      """;

  private static final double LINE = 190 / 352.0;

  @TempDir private Path folder;

  @Test
  void yunet_twoPeopleComingNearer_areBothSeenEarlierThanByTheBuiltInOne() throws Exception {
    Path clip = Requires.shared("footage/face-demographics-walking.mp4");
    StreamSpec spec =
        new StreamSpec("faces", VideoCodec.H264, List.of(), new Faces(true, 12), List.of());
    try (TestWorkers test = new TestWorkers(shared(YUNET))) {
      test.workers().awaitDetectors();
      List<AnalysedPicture> pictures = test.watch(clip, spec, 3);

      assertThat(pictures).allSatisfy(p -> assertThat(p.detections()).hasSizeLessThanOrEqualTo(2));
      assertThat(pictures)
          .filteredOn(picture -> picture.mediaMicros() > 1_000_000)
          .allSatisfy(picture -> assertThat(picture.detections()).hasSize(2))
          .allSatisfy(
              picture ->
                  assertThat(picture.detections())
                      .allMatch(face -> face.face().orElseThrow().frontality() > 0.2));
    }
  }

  /** From an oblique angle, where all of them are good. */
  @ParameterizedTest
  @ValueSource(strings = {YOLOX, "yolox_nano_float16_quantize.tflite", "FastestDet.onnx"})
  void bodies_onARoad_areSeenWhereAPersonSawThem(String model) throws Exception {
    Path clip = Requires.shared("footage/street_camera.mp4");
    Lane road = TestWorkers.lane(TestWorkers.area(0, 0.2, 1, 1), ObjectClass.VEHICLE);
    StreamSpec spec =
        new StreamSpec("road", VideoCodec.H264, List.of(), Faces.DISABLED, List.of(road));
    try (TestWorkers test = new TestWorkers(shared(model))) {
      test.workers().awaitDetectors();
      AtomicInteger count = new AtomicInteger();
      List<AnalysedPicture> pictures =
          test.watch(clip, spec, unit -> count.getAndIncrement() % 4 == 0 && isNearCrossing(unit));

      assertThat(CROSSINGS)
          .filteredOn(
              seconds -> pictures.stream().anyMatch(picture -> showsCrossing(picture, seconds)))
          .hasSizeGreaterThanOrEqualTo(CROSSINGS.size() - 1);
    }
  }

  /** Nothing else is asked for, and each picture is looked at by itself. */
  private static boolean isNearCrossing(AccessUnit unit) {
    return CROSSINGS.stream().anyMatch(seconds -> isNear(unit.mediaMicros(), seconds));
  }

  private static boolean isNear(long mediaMicros, double seconds) {
    return Math.abs(mediaMicros / 1e6 - seconds) < 0.25;
  }

  /** Whether a vehicle is on the line of the near road at that time. */
  private static boolean showsCrossing(AnalysedPicture picture, double seconds) {
    return isNear(picture.mediaMicros(), seconds)
        && picture.detections().stream()
            .filter(body -> body.objectClass() == ObjectClass.VEHICLE && body.score() > 0.4)
            .map(Detection::box)
            .anyMatch(
                box ->
                    box.centerX() > 0.33
                        && box.centerX() < 0.82
                        && box.y() < LINE + 0.05
                        && box.bottom() > LINE - 0.05);
  }

  @Test
  void watch_twice_givesTheSame() throws Exception {
    Path clip = Requires.shared("footage/face-demographics-walking-and-pause.mp4");
    StreamSpec spec =
        new StreamSpec("faces", VideoCodec.H264, List.of(), new Faces(true, 20), List.of());
    try (TestWorkers one = new TestWorkers(shared(YUNET));
        TestWorkers other = new TestWorkers(shared(YUNET))) {
      assertThat(one.watch(clip, spec, 24)).isEqualTo(other.watch(clip, spec, 24)).isNotEmpty();
    }
  }

  @Test
  void use_ofThreeCameras_isAsEachSaysAndOneCopyForTwo() throws Exception {
    Path clip = Requires.shared("footage/face-demographics-walking.mp4");
    DetectorChoice yunet = shared(YUNET);
    try (TestWorkers test = new TestWorkers()) {
      VisionWorkers workers = test.workers();
      long before = workers.nativeObjects();
      workers.use(camera("one"), yunet);
      long once = workers.nativeObjects();
      workers.use(camera("other"), yunet);
      assertThat(workers.nativeObjects()).isEqualTo(once).isGreaterThan(before);
      workers.forget("one");
      assertThat(workers.nativeObjects()).isEqualTo(once);
      workers.forget("other");
      Eventually.holds("the detector is closed", () -> nativeObjects(workers) == before);

      workers.use(camera("one"), yunet);
      workers.use(camera("other"), yunet);
      workers.use(camera("third"), DetectorChoice.BUILT_IN);
      List<AnalysedPicture> one = test.watch(clip, faces("one"), 20);
      assertThat(test.watch(clip, faces("other"), 20)).isEqualTo(one).isNotEmpty();
      assertThat(test.watch(clip, faces("third"), 20)).isNotEqualTo(one).isNotEmpty();
      assertThat(workers.detectors().name("one", ModelKind.FACE).name()).isEqualTo("yunet");
      assertThat(workers.detectors().name("third", ModelKind.FACE))
          .isEqualTo(ModelName.builtIn(ModelKind.FACE));
    }
  }

  /** What the styles ssd and blazeface read is held against who else reads these models. */
  @Test
  void builtInModels_asIfInstalled_seeWhatTheBuiltInDetectorsSee() throws Exception {
    Path road = Requires.shared("footage/street_camera.mp4");
    Path walk = Requires.shared("footage/face-demographics-walking.mp4");
    Lane lane = TestWorkers.lane(TestWorkers.area(0, 0.2, 1, 1), ObjectClass.VEHICLE);
    StreamSpec bodies =
        new StreamSpec("road", VideoCodec.H264, List.of(), Faces.DISABLED, List.of(lane));
    DetectorChoice installed =
        new DetectorChoice(
            Optional.of(builtIn("face_detection_full_range.tflite", BLAZEFACE)),
            Optional.of(builtIn("ssd_mobilenet_v2_oidv4.tflite", SSD)));
    try (TestWorkers one = new TestWorkers(installed);
        TestWorkers other = new TestWorkers()) {
      one.workers().awaitDetectors();

      assertAlike(one.watch(road, bodies, 100), other.watch(road, bodies, 100));
      assertAlike(one.watch(walk, faces("walk"), 20), other.watch(walk, faces("walk"), 20));
    }
  }

  private static void assertAlike(List<AnalysedPicture> ones, List<AnalysedPicture> others) {
    assertThat(ones).hasSameSizeAs(others);
    assertThat(ones).anyMatch(picture -> !picture.detections().isEmpty());
    for (int i = 0; i < ones.size(); i++) {
      List<Detection> found = ones.get(i).detections();
      List<Detection> expected = others.get(i).detections();
      assertThat(found).as("picture " + i).hasSameSizeAs(expected);
      for (int k = 0; k < found.size(); k++) {
        assertThat(found.get(k).objectClass()).isEqualTo(expected.get(k).objectClass());
        assertThat(found.get(k).score()).isCloseTo(expected.get(k).score(), within(1e-4));
        assertThat(found.get(k).box().x()).isCloseTo(expected.get(k).box().x(), within(1e-4));
        assertThat(found.get(k).box().bottom())
            .isCloseTo(expected.get(k).box().bottom(), within(1e-4));
      }
    }
  }

  private static InstalledModel builtIn(String name, String manifest) throws IOException {
    Path file = VisionSettings.defaultModels().resolve(name);
    String text = manifest.replace("SHA256", Sha256.of(Files.readAllBytes(file)));
    return new InstalledModel(Manifests.read(text), text, file);
  }

  /** Handed over while others are looked at, and refused, it costs nobody else anything. */
  @Test
  void use_whatIsNoModel_leavesTheOtherCamerasAlone() throws Exception {
    Path noise = Files.write(folder.resolve("noise"), new byte[1000]);
    String manifest =
        Manifests.text("face", "yunet", 320).replace(Manifests.SHA256, Sha256.of(new byte[1000]));
    try (TestWorkers test = new TestWorkers()) {
      VisionWorkers workers = test.workers();
      List<AccessUnit> units = test.encode(64, 48, TestWorkers.movingPictures(64, 48, 5));
      try (VisionStream stream = workers.open(faces("third"))) {
        var before = stream.analyse(TestWorkers.all(units.subList(0, 2)));
        workers.use(camera("one"), shared(YUNET));
        workers.use(camera("other"), chosen(noise, manifest));
        var behind = stream.analyse(TestWorkers.all(units.subList(2, 5)));

        assertThat(TestWorkers.await(before).decoded() + TestWorkers.await(behind).decoded())
            .isPositive();
        assertThat(TestWorkers.await(stream.finish()).corrupt()).isZero();
      }

      assertThat(workers.detectors().refusal("other", ModelKind.FACE)).isPresent();
      assertThat(workers.detectors().id("other", ModelKind.FACE)).isEmpty();
      assertThat(workers.detectors().refusal("one", ModelKind.FACE)).isEmpty();
      assertThat(workers.detectors().name("one", ModelKind.FACE).name()).isEqualTo("yunet");
    }
  }

  private static long nativeObjects(VisionWorkers workers) {
    try {
      return workers.nativeObjects();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Camera camera(String id) {
    return new CameraDraft(id, new Streams(URI.create("rtsp://h/main"), Optional.empty())).build();
  }

  private static StreamSpec faces(String camera) {
    return new StreamSpec(camera, VideoCodec.H264, List.of(), new Faces(true, 12), List.of());
  }

  @Test
  void time_chosenAndBuiltIn_areBothMeasured() throws Exception {
    try (TestWorkers test = new TestWorkers(shared(YUNET))) {
      test.workers().awaitDetectors();

      DetectorTime faces = test.workers().time(ModelKind.FACE, 3);
      DetectorTime bodies = test.workers().time(ModelKind.BODY, 3);

      assertThat(faces.call()).isPositive();
      assertThat(faces.numbers()).isEqualTo(ModelNumbers.FLOAT32);
      assertThat(bodies.call()).isPositive();
      assertThat(bodies.numbers()).isEqualTo(ModelNumbers.FLOAT16);
    }
  }

  @Test
  void load_modelThatDoesNotFitItsManifest_saysWhatWasFound() throws Exception {
    Path file = Requires.shared("models/" + YOLOX);
    String manifest =
        known(file)
            .replace("labelSet: coco-80", "labels: [person, bicycle, car, motorcycle, bus, truck]");

    try (TestWorkers test = new TestWorkers(chosen(file, manifest))) {
      assertThatThrownBy(() -> test.workers().awaitDetectors())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("expected one output of [3549, 11], found output [1, 3549, 85]");
    }
  }

  /** The worker lives, and the built-in detector goes on. */
  @ParameterizedTest
  @CsvSource({"onnx, 7", "onnx, 8", "tflite, 7", "tflite, 8"})
  void load_whatIsNoModel_isRefusedAndTheBuiltInOneGoesOn(String format, long seed)
      throws Exception {
    byte[] noise = new byte[100_000];
    new Random(seed).nextBytes(noise);
    if (format.equals("tflite")) {
      System.arraycopy("TFL3".getBytes(UTF_8), 0, noise, 4, 4); // The mark of such files.
    }
    Path file = Files.write(folder.resolve("noise"), noise);
    String manifest =
        Manifests.text("face", "yunet", 320)
            .replace(Manifests.SHA256, Sha256.of(noise))
            .replace("format: tflite", "format: " + format);

    try (TestWorkers test = new TestWorkers(chosen(file, manifest))) {
      ProcessHandle worker = test.process();
      assertThatThrownBy(() -> test.workers().awaitDetectors()).isInstanceOf(IOException.class);

      assertThat(test.workers().time(ModelKind.FACE, 1).call()).isPositive();
      assertThat(test.workers().detectors().id(ModelKind.FACE)).isEmpty();
      assertThat(test.process().pid()).as("the same worker").isEqualTo(worker.pid());
    }
  }

  private static DetectorChoice shared(String name) throws IOException {
    Path file = Requires.shared("models/" + name);
    return chosen(file, known(file));
  }

  private static String known(Path file) throws IOException {
    return KnownManifests.find(Sha256.of(Files.readAllBytes(file))).orElseThrow();
  }

  private static DetectorChoice chosen(Path file, String manifest) {
    return DetectorChoice.of(new InstalledModel(Manifests.read(manifest), manifest, file));
  }
}
