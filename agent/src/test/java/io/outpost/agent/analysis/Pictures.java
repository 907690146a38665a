package io.outpost.agent.analysis;

import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Detection;
import io.outpost.agent.vision.FaceQuality;
import io.outpost.agent.vision.MarkedStill;
import io.outpost.agent.vision.Retouch;
import io.outpost.agent.vision.Still;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Drawn scenes for the tests of this package: 640x360 pictures, boxes in pixels. */
final class Pictures {
  static final int WIDTH = 640;
  static final int HEIGHT = 360;

  /** Six pictures a second. */
  static final long INTERVAL_MICROS = 166_667;

  /** The JPEG is the text of what was asked for. */
  static final Stills STILLS =
      new Stills() {
        @Override
        public Still face(long mediaMicros, Box area) {
          return still(mediaMicros + area.toString(), false);
        }

        @Override
        public MarkedStill scene(long mediaMicros, Retouch retouch) {
          return new MarkedStill(
              still(String.valueOf(mediaMicros), retouch.blur().isPresent()), Optional.empty());
        }
      };

  /** A JPEG that is a text. */
  static Still still(String text, boolean facesBlurred) {
    return new Still(text.getBytes(StandardCharsets.UTF_8), WIDTH, HEIGHT, facesBlurred);
  }

  private Pictures() {}

  /** A box by its centre. */
  static Box box(double centerX, double centerY, double width, double height) {
    return new Box(
        (centerX - width / 2) / WIDTH,
        (centerY - height / 2) / HEIGHT,
        width / WIDTH,
        height / HEIGHT);
  }

  static Detection vehicle(Box box) {
    return vehicle(box, 0.8);
  }

  static Detection vehicle(Box box, double score) {
    return new Detection(ObjectClass.VEHICLE, box, score, Optional.empty());
  }

  static Detection face(Box box, double sharpness, double frontality) {
    return new Detection(
        ObjectClass.FACE,
        box,
        0.9,
        Optional.of(new FaceQuality(box.width() * WIDTH, sharpness, frontality, 1)));
  }

  static AnalysedPicture picture(long mediaMicros, List<Detection> detections) {
    return picture(mediaMicros, 0.01, detections);
  }

  static AnalysedPicture picture(long mediaMicros, double sceneChange, List<Detection> detections) {
    CaptureTime time =
        new CaptureTime(
            Instant.EPOCH.plusNanos(mediaMicros * 1000), CaptureTime.Source.MEDIA, Duration.ZERO);
    return new AnalysedPicture(mediaMicros, time, WIDTH, HEIGHT, sceneChange, detections);
  }

  /** A picture in which bodies were not looked for, because they are where they were. */
  static AnalysedPicture unchanged(long mediaMicros) {
    AnalysedPicture one = picture(mediaMicros, List.of());
    return new AnalysedPicture(
        mediaMicros, one.captureTime(), WIDTH, HEIGHT, 0.01, false, List.of(), true);
  }

  /** A lane over the whole width, from row to row. */
  static Lane lane(String id, double top, double bottom) {
    return lane(id, top, bottom, Duration.ofMillis(400));
  }

  static Lane lane(String id, double top, double bottom, Duration dwell) {
    return new Lane(
        id,
        new Polygon(
            List.of(
                new Point(0, top / HEIGHT),
                new Point(1, top / HEIGHT),
                new Point(1, bottom / HEIGHT),
                new Point(0, bottom / HEIGHT))),
        dwell,
        Set.of(ObjectClass.VEHICLE));
  }

  static Camera camera(Faces faces, Lane... lanes) {
    return new CameraDraft(
            "yard", new Streams(URI.create("rtsp://192.0.2.1/main"), Optional.empty()))
        .name("Yard")
        .faces(faces)
        .lanes(List.of(lanes))
        .build();
  }
}
