package io.outpost.agent.vision;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.CameraDraft;
import io.outpost.agent.camera.Faces;
import io.outpost.agent.camera.Lane;
import io.outpost.agent.camera.ObjectClass;
import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.camera.Streams;
import io.outpost.agent.gate.Look;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.time.SystemTime;
import io.outpost.agent.vision.model.DetectorChoice;
import io.outpost.protocols.rtp.VideoCodec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A real worker in a process of its own, for tests, and what they do with it. */
public final class TestWorkers implements AutoCloseable {
  private static final long LIMIT_SECONDS = 120;

  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final VisionWorkers workers;

  public TestWorkers() {
    this(DetectorChoice.BUILT_IN);
  }

  /** With other detectors. */
  TestWorkers(DetectorChoice detectors) {
    workers =
        VisionWorkers.start(
            VisionSettings.children(1).with(detectors), executor, SystemTime.INSTANCE, registry);
  }

  public VisionWorkers workers() {
    return workers;
  }

  MeterRegistry registry() {
    return registry;
  }

  /** A rectangle of a picture, in fractions. */
  public static Polygon area(double left, double top, double right, double bottom) {
    return new Polygon(
        List.of(
            new Point(left, top),
            new Point(right, top),
            new Point(right, bottom),
            new Point(left, bottom)));
  }

  public static Lane lane(Polygon polygon, ObjectClass... classes) {
    return new Lane("lane", polygon, Duration.ZERO, Set.of(classes));
  }

  /** A camera whose pictures only have to be masked. */
  static Camera camera(Polygon... masks) {
    return new CameraDraft("yard", new Streams(URI.create("rtsp://h/main"), Optional.empty()))
        .masks(List.of(masks))
        .build();
  }

  /** A picture of media time 0 in which nothing was found. */
  static AnalysedPicture analysed(int width, int height) {
    CaptureTime time = new CaptureTime(Instant.EPOCH, CaptureTime.Source.RTCP_SR, Duration.ZERO);
    return new AnalysedPicture(0, time, width, height, 0, List.of());
  }

  /** A stream that nothing is wanted of but to be decoded. */
  static StreamSpec plain(String camera) {
    return new StreamSpec(camera, VideoCodec.H264, List.of(), Faces.DISABLED, List.of());
  }

  /** Encodes the pictures, all but unchanged. */
  public List<AccessUnit> encode(int width, int height, List<byte[]> rgb) throws IOException {
    List<AccessUnit> units = new ArrayList<>();
    var spec = new EncoderSpec(width, height, 15, 5, 8_000_000);
    try (VideoEncoder encoder = workers.encoder(spec)) {
      for (byte[] picture : rgb) {
        units.addAll(encoder.encode(picture));
      }
      units.addAll(encoder.finish());
    }
    return units;
  }

  /** Pictures in which everything moves. */
  static List<byte[]> movingPictures(int width, int height, int count) {
    List<byte[]> pictures = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      byte[] rgb = new byte[width * height * 3];
      for (int i = 0; i < width * height; i++) {
        int x = i % width + 3 * n;
        int y = i / width;
        rgb[3 * i] = (byte) (x * 2 + y);
        rgb[3 * i + 1] = (byte) (x / 8 % 2 == y / 8 % 2 ? 200 : 60);
        rgb[3 * i + 2] = (byte) (y * 2);
      }
      pictures.add(rgb);
    }
    return pictures;
  }

  /** Every unit is analysed. */
  static List<Look> all(List<AccessUnit> units) {
    return units.stream().map(unit -> new Look(unit, true)).toList();
  }

  /** Waits for the answer, and gives the IOException that came instead of it. */
  public static Analysis analyse(VisionStream stream, List<Look> looks) throws Exception {
    return await(stream.analyse(looks));
  }

  static Analysis await(Future<Analysis> future)
      throws IOException, InterruptedException, TimeoutException {
    try {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException lost) {
        throw lost;
      }
      throw new AssertionError(e);
    }
  }

  /** All of a clip, one picture in {@code every} analysed. */
  List<AnalysedPicture> watch(Path clip, StreamSpec spec, int every) throws Exception {
    AtomicInteger count = new AtomicInteger();
    return watch(clip, spec, unit -> count.getAndIncrement() % every == 0);
  }

  /** All of a clip, of which those pictures are analysed that are wanted. */
  List<AnalysedPicture> watch(Path clip, StreamSpec spec, Predicate<AccessUnit> wanted)
      throws Exception {
    List<AnalysedPicture> pictures = new ArrayList<>();
    try (ClipReader reader = workers.clip(clip, Instant.EPOCH);
        VisionStream stream = workers.open(spec)) {
      for (List<AccessUnit> units = reader.read(); !units.isEmpty(); units = reader.read()) {
        List<Look> looks = new ArrayList<>();
        for (AccessUnit unit : units) {
          looks.add(new Look(unit, wanted.test(unit)));
        }
        pictures.addAll(analyse(stream, looks).pictures());
      }
      pictures.addAll(await(stream.finish()).pictures());
    }
    return pictures;
  }

  /** The youngest worker's process, once it answers. */
  ProcessHandle process() throws Exception {
    workers.awaitReady(Duration.ofSeconds(LIMIT_SECONDS));
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .max(Comparator.comparingLong(ProcessHandle::pid))
        .orElseThrow();
  }

  @Override
  public void close() {
    workers.close();
    executor.shutdown();
  }
}
