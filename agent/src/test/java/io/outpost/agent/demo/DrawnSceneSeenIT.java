package io.outpost.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.gate.Look;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.StreamSpec;
import io.outpost.agent.vision.TestWorkers;
import io.outpost.agent.vision.VisionStream;
import io.outpost.protocols.rtp.VideoCodec;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Both built-in detectors fire on what is drawn, and see nothing of it behind a mask. */
@Tag("replay")
class DrawnSceneSeenIT {
  private static final Polygon SHOULDER =
      TestWorkers.area(0, DrawnScene.SHOULDER_TOP, 1, DrawnScene.SHOULDER_BOTTOM);

  private static TestWorkers test;

  /** While a car stands on the shoulder, and while somebody walks by. */
  private static List<AccessUnit> standing;

  private static List<AccessUnit> walking;

  @BeforeAll
  static void draw() throws Exception {
    test = new TestWorkers();
    DrawnScene scene = new DrawnScene(1);
    standing = encode(scene, 7);
    walking = encode(scene, 18);
  }

  @AfterAll
  static void stop() {
    test.close();
  }

  @Test
  void car_onTheShoulder_isSeenAsVehicle() throws Exception {
    AnalysedPicture picture = look(standing, lane(List.of()));

    assertThat(picture.detections())
        .anySatisfy(
            car -> {
              assertThat(car.objectClass()).isEqualTo(ObjectClass.VEHICLE);
              assertThat(car.score()).isGreaterThan(0.5);
              assertThat(car.box().bottom())
                  .isBetween(DrawnScene.SHOULDER_TOP, DrawnScene.SHOULDER_BOTTOM);
            });
  }

  @Test
  void car_behindAMask_isNotSeen() throws Exception {
    Polygon mask = TestWorkers.area(0, 0.4, 1, 0.95);
    StreamSpec spec = lane(List.of(mask));

    assertThat(look(standing, spec).detections()).noneMatch(car -> car.score() > 0.4);
    try (VisionStream stream = test.workers().open(spec)) {
      TestWorkers.analyse(stream, List.of(new Look(standing.get(0), true)));
      BufferedImage still =
          ImageIO.read(
              new ByteArrayInputStream(
                  stream.still(standing.get(0).mediaMicros(), Optional.empty()).jpeg()));
      int masked = still.getRGB(still.getWidth() / 2, still.getHeight() * 3 / 4) & 0xffffff;
      assertThat(masked & 0xff).as("black in stills too").isLessThan(8);
      assertThat(masked >> 16).isLessThan(8);
      assertThat(still.getRGB(still.getWidth() / 2, 5) & 0xff).isGreaterThan(50);
    }
  }

  @Test
  void face_walkingBy_isSeen() throws Exception {
    StreamSpec spec =
        new StreamSpec("face", VideoCodec.H264, List.of(), new Faces(true, 40), List.of());

    assertThat(look(walking, spec).detections())
        .singleElement()
        .satisfies(
            face -> {
              assertThat(face.objectClass()).isEqualTo(ObjectClass.FACE);
              assertThat(face.face().orElseThrow().widthPixels()).isBetween(50.0, 150.0);
              assertThat(face.face().orElseThrow().frontality()).isGreaterThan(0.3);
            });
  }

  private static StreamSpec lane(List<Polygon> masks) {
    return new StreamSpec(
        "lane",
        VideoCodec.H264,
        masks,
        Faces.DISABLED,
        List.of(TestWorkers.lane(SHOULDER, ObjectClass.VEHICLE)));
  }

  private static AnalysedPicture look(List<AccessUnit> units, StreamSpec spec) throws Exception {
    try (VisionStream stream = test.workers().open(spec)) {
      return TestWorkers.analyse(stream, List.of(new Look(units.get(0), true))).pictures().get(0);
    }
  }

  private static List<AccessUnit> encode(DrawnScene scene, int second) throws Exception {
    List<byte[]> pictures = new ArrayList<>();
    pictures.add(DrawnClip.rgb(scene.draw(second * DrawnScene.PICTURES_PER_SECOND)));
    return test.encode(DrawnScene.WIDTH, DrawnScene.HEIGHT, pictures);
  }
}
