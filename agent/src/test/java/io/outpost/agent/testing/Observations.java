package io.outpost.agent.testing;

import io.outpost.agent.analysis.Clip;
import io.outpost.agent.analysis.Image;
import io.outpost.agent.analysis.LaneEnd;
import io.outpost.agent.analysis.Measure;
import io.outpost.agent.analysis.Observation;
import io.outpost.agent.analysis.Phase;
import io.outpost.agent.analysis.ShotScore;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.LaneTerms;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.FaceQuality;
import io.outpost.agent.vision.Still;
import io.outpost.protocols.rtp.VideoCodec;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Observations as analysis makes them. */
public final class Observations {
  public static final Instant CAPTURED = Instant.parse("2026-11-25T08:15:30.250Z");

  private Observations() {}

  /** As of a clip of 64x48. */
  public static Image image(Image.Kind kind, byte[] jpeg) {
    return new Image(kind, Image.Stream.CLIP, Duration.ZERO, new Still(jpeg, 64, 48));
  }

  public static Camera camera(String id) {
    return new CameraDraft(id, new Streams(URI.create("rtsp://192.0.2.10/main"), Optional.empty()))
        .kind(Camera.Kind.HIGHWAY)
        .build();
  }

  public static Observation face(Image... images) {
    return new Observation.FaceCaptured(
        7,
        Phase.ENDED,
        12_345_678,
        new CaptureTime(CAPTURED, CaptureTime.Source.RTCP_SR, Duration.ofMillis(12)),
        new Box(0.1, 1 / 3.0, 0.05, 0.1),
        640,
        360,
        new FaceQuality(32, 0.5, 0.875, 0.9375),
        new ShotScore(32 / 120.0, 0.5, 1, 0.9375, 1, 0.875),
        List.of(images));
  }

  /** A clip of such bytes. */
  public static Observation.ClipTaken clip(byte[] mp4) {
    return new Observation.ClipTaken(
        8,
        "shoulder",
        1_000_000,
        new CaptureTime(CAPTURED, CaptureTime.Source.MEDIA, Duration.ZERO),
        Optional.of(
            new Clip(
                mp4,
                Image.Stream.CLIP,
                VideoCodec.H264,
                1,
                Duration.ofSeconds(-5),
                Duration.ofSeconds(5))),
        Optional.empty());
  }

  /** In a lane under such terms. */
  public static Observation.LaneOccupied laneUnder(
      LaneTerms terms, Phase phase, Optional<LaneEnd> reason) {
    Observation.LaneOccupied plain = lane(phase);
    return new Observation.LaneOccupied(
        plain.track(),
        phase,
        plain.mediaMicros(),
        plain.captureTime(),
        plain.box(),
        plain.pictureWidth(),
        plain.pictureHeight(),
        plain.lane(),
        plain.objectClass(),
        plain.dwell(),
        plain.images(),
        Optional.of(new Observation.Counted(Duration.ofMillis(250), terms)),
        reason.isPresent()
            ? Optional.empty()
            : Optional.of(
                new Observation.OnGround(
                    -1.5,
                    20,
                    0.25,
                    Optional.of(new Observation.Speed(new Measure(12.5, 0.75), 900_000)),
                    Optional.of(new Measure(4.5, 0.5)))),
        reason,
        Optional.of(new Observation.StayMark("shoulder-1764058530250000-8", reason.isEmpty())));
  }

  public static Observation.LaneOccupied lane(Phase phase, Image... images) {
    return new Observation.LaneOccupied(
        8,
        phase,
        1_000_000,
        new CaptureTime(CAPTURED, CaptureTime.Source.MEDIA, Duration.ZERO),
        new Box(0.25, 0.5, 0.125, 0.0000001),
        1920,
        1080,
        "shoulder",
        ObjectClass.VEHICLE,
        Duration.ofMillis(400),
        List.of(images));
  }
}
