package io.outpost.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.analysis.CameraAnalysis;
import io.outpost.agent.analysis.Observation;
import io.outpost.agent.analysis.Observation.LaneOccupied;
import io.outpost.agent.analysis.Phase;
import io.outpost.agent.analysis.StreamStills;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.gate.Look;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.testing.Noise;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.StreamSpec;
import io.outpost.agent.vision.TestWorkers;
import io.outpost.agent.vision.VisionStream;
import io.outpost.protocols.rtp.VideoCodec;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Through coding and decoding: what has no name, and what is none, on the drawn road. */
@Tag("replay")
class UnnamedBodyIT {
  private static final int RATE = 15;
  private static final int SECONDS = 16;

  private static TestWorkers test;
  private static List<AccessUnit> planks;

  @BeforeAll
  static void start() throws Exception {
    test = new TestWorkers();
    planks = clip(UnnamedBodyIT::planks);
  }

  @AfterAll
  static void stop() {
    test.close();
  }

  /** What is on the shoulder at a time. */
  private interface Thing {
    void draw(Graphics2D g, double seconds);
  }

  /** A heap of planks that is dragged along, 20 pixels a second. */
  private static void planks(Graphics2D g, double seconds) {
    double left = 150 + 20 * Math.max(0, seconds - 5);
    if (seconds < 5) {
      return;
    }
    for (int plank = 0; plank < 6; plank++) {
      g.setColor(plank % 2 == 0 ? new Color(0xd0, 0xb8, 0x80) : new Color(0x50, 0x38, 0x20));
      g.fill(new Rectangle2D.Double(left + 3 * plank, 372 + 8 * plank, 80, 8));
    }
  }

  /** Of something above, that drives by, on a sunny day. */
  private static void shadow(Graphics2D g, double seconds) {
    g.setColor(new Color(0, 0, 0, 110));
    g.fill(new Rectangle2D.Double(-200 + 60 * seconds, 365, 160, 60));
  }

  private static List<AccessUnit> clip(Thing thing) throws Exception {
    BufferedImage road = new DrawnScene(1).draw(0);
    Noise sensor = new Noise(7);
    List<byte[]> pictures = new ArrayList<>();
    for (int number = 0; number < SECONDS * RATE; number++) {
      BufferedImage picture =
          new BufferedImage(road.getWidth(), road.getHeight(), BufferedImage.TYPE_INT_RGB);
      Graphics2D g = picture.createGraphics();
      g.drawImage(road, 0, 0, null);
      thing.draw(g, (double) number / RATE);
      g.dispose();
      pictures.add(withNoise(picture, sensor));
    }
    return test.encode(road.getWidth(), road.getHeight(), pictures);
  }

  private static byte[] withNoise(BufferedImage picture, Noise sensor) {
    sensor.begin();
    int[] pixels =
        picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    byte[] rgb = new byte[pixels.length * 3];
    for (int i = 0; i < pixels.length; i++) {
      int noise = (int) Math.round(2 * sensor.next());
      for (int colour = 0; colour < 3; colour++) {
        int value = ((pixels[i] >> (16 - 8 * colour)) & 255) + noise;
        rgb[3 * i + colour] = (byte) Math.max(0, Math.min(255, value));
      }
    }
    return rgb;
  }

  private static List<LaneOccupied> told(List<AccessUnit> units, ObjectClass... classes)
      throws Exception {
    Lane lane =
        new Lane(
            "shoulder",
            TestWorkers.area(0, DrawnScene.SHOULDER_TOP, 1, DrawnScene.SHOULDER_BOTTOM),
            Duration.ofSeconds(4),
            Set.of(classes));
    Camera camera =
        new CameraDraft("yard", new Streams(URI.create("rtsp://192.0.2.1/a"), Optional.empty()))
            .lanes(List.of(lane))
            .build();
    CameraAnalysis analysis = new CameraAnalysis(camera);
    List<Observation> all = new ArrayList<>();
    try (VisionStream stream = test.workers().open(StreamSpec.of(camera, VideoCodec.H264))) {
      for (int from = 0; from < units.size(); from += RATE) {
        List<Look> looks = new ArrayList<>();
        for (int i = from; i < Math.min(units.size(), from + RATE); i++) {
          looks.add(new Look(units.get(i), i % 3 == 0));
        }
        for (AnalysedPicture picture : TestWorkers.analyse(stream, looks).pictures()) {
          all.addAll(analysis.analyse(picture, new StreamStills(stream)));
        }
      }
    }
    all.addAll(analysis.end());
    return all.stream().map(LaneOccupied.class::cast).toList();
  }

  @Test
  void planks_areToldAsUnknown_onceAndWithinASecondOfTheDwell() throws Exception {
    List<LaneOccupied> told = told(planks, ObjectClass.UNKNOWN);

    assertThat(told).extracting(LaneOccupied::phase).containsExactly(Phase.BEGAN, Phase.ENDED);
    LaneOccupied began = told.get(0);
    assertThat(began.objectClass()).isEqualTo(ObjectClass.UNKNOWN);
    assertThat(began.mediaMicros()).isBetween(9_000_000L, 10_000_000L);
    assertThat(began.box().bottom() * DrawnScene.HEIGHT).isBetween(412.0, 428.0);
    assertThat(told.get(1).mediaMicros()).isGreaterThan((SECONDS - 1) * 1_000_000L);
  }

  @Test
  void planks_whereUnknownIsNotAskedFor_areNotTold() throws Exception {
    assertThat(told(planks, ObjectClass.VEHICLE)).isEmpty();
  }

  @Test
  void shadow_isNotTold() throws Exception {
    assertThat(told(clip(UnnamedBodyIT::shadow), ObjectClass.UNKNOWN)).isEmpty();
  }
}
