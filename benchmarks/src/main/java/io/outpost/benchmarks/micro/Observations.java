package io.outpost.benchmarks.micro;

import io.outpost.agent.analysis.Image;
import io.outpost.agent.analysis.Observation;
import io.outpost.agent.analysis.Phase;
import io.outpost.agent.analysis.ShotScore;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.camera.Watchfulness;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.FaceQuality;
import io.outpost.agent.vision.Still;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Observations as the analysis makes them: 1 KB of metadata, and 40 KB of JPEG with a face. */
final class Observations {
  private static final int JPEG_BYTES = 40_000;
  private static final CaptureTime TIME =
      new CaptureTime(
          Instant.parse("2026-11-25T12:00:00.123456Z"),
          CaptureTime.Source.RTCP_SR,
          Duration.ofMillis(12));
  private static final Box BOX = new Box(0.412_345, 0.223_456, 0.061_234, 0.112_345);

  static final Camera CAMERA =
      new Camera(
          "k412-east",
          "K412+300 eastbound",
          true,
          Camera.Kind.HIGHWAY,
          Optional.empty(),
          Optional.empty(),
          new Streams(URI.create("rtsp://192.0.2.10/main"), Optional.empty()),
          Optional.empty(),
          List.of(),
          new Faces(true, 20),
          List.of(
              new Lane(
                  "shoulder",
                  new Polygon(
                      List.of(
                          new Point(0, 0.61),
                          new Point(1, 0.61),
                          new Point(1, 0.82),
                          new Point(0, 0.82))),
                  Duration.ofMillis(400),
                  Set.of(ObjectClass.VEHICLE))),
          Watchfulness.DEFAULT);

  private Observations() {}

  static Observation lane() {
    return new Observation.LaneOccupied(
        1234,
        Phase.UPDATED,
        98_765_432,
        TIME,
        BOX,
        1920,
        1080,
        "shoulder",
        ObjectClass.VEHICLE,
        Duration.ofMillis(12_345),
        List.of());
  }

  static Observation face() {
    byte[] jpeg = new byte[JPEG_BYTES];
    new Random(20_261_125).nextBytes(jpeg);
    return new Observation.FaceCaptured(
        1234,
        Phase.ENDED,
        98_765_432,
        TIME,
        BOX,
        1920,
        1080,
        new FaceQuality(117.5, 0.61, 0.83, 1),
        new ShotScore(117.5 / 120, 0.61, 1, 1, 1, 0.9),
        List.of(
            new Image(
                Image.Kind.FACE, Image.Stream.SUB, Duration.ZERO, new Still(jpeg, 210, 210))));
  }
}
