package io.outpost.agent.vision.worker;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import io.outpost.agent.time.TimeSource;
import io.outpost.agent.vision.DetectorPlan.Tile;
import io.outpost.agent.vision.wire.Kind;
import io.outpost.agent.vision.wire.TimeDetector;
import io.outpost.agent.vision.wire.Timed;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;

/** Measures what one call of a detector takes, the scaling of the picture included. */
final class DetectorTimer {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int GREY = 128;

  /** Before it is measured, so that caches are warm. */
  private static final int WARM_UP = 3;

  private static final int MAX_CALLS = 1000;

  private DetectorTimer() {}

  static Timed measure(TimeDetector request, Detectors detectors, TimeSource time)
      throws VisionException {
    int calls = Math.max(1, Math.min(MAX_CALLS, request.getCalls()));
    boolean faces = request.getFaces();
    Finder finder =
        faces ? detectors.faces(request.getModel()) : detectors.bodies(request.getModel());
    Set<Kind> wanted =
        faces
            ? Set.of(Kind.KIND_FACE)
            : EnumSet.of(Kind.KIND_PERSON, Kind.KIND_VEHICLE, Kind.KIND_BICYCLE);
    long[] nanos = new long[calls];
    try (Frame picture = grey()) {
      List<Tile> whole = List.of(new Tile(0, 0, WIDTH, faces ? WIDTH : HEIGHT));
      for (int i = -WARM_UP; i < calls; i++) {
        long began = time.nanos();
        finder.detect(picture, whole, wanted);
        nanos[Math.max(0, i)] = time.nanos() - began;
      }
    }
    Arrays.sort(nanos);
    return Timed.newBuilder()
        .setNumbers(finder.numbers())
        .setMedianMicros(TimeUnit.NANOSECONDS.toMicros(nanos[calls / 2]))
        .build();
  }

  private static Frame grey() throws VisionException {
    Frame picture = Frame.allocate(WIDTH, HEIGHT, AV_PIX_FMT_YUV420P);
    for (int plane = 0; plane < 3; plane++) {
      int rows = plane == 0 ? HEIGHT : HEIGHT / 2;
      Pointer.memset(picture.plane(plane), GREY, (long) picture.stride(plane) * rows);
    }
    return picture;
  }
}
