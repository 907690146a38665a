package io.outpost.agent.replay;

import io.outpost.agent.AgentVersions;
import io.outpost.agent.Detectors;
import io.outpost.agent.analysis.CameraAnalysis;
import io.outpost.agent.analysis.Image;
import io.outpost.agent.analysis.Observation;
import io.outpost.agent.analysis.SharperStills;
import io.outpost.agent.analysis.StreamStills;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.event.ChainLink;
import io.outpost.agent.event.Event;
import io.outpost.agent.event.EventFactory;
import io.outpost.agent.event.Incarnation;
import io.outpost.agent.evidence.LaneClips;
import io.outpost.agent.evidence.LineMeans;
import io.outpost.agent.evidence.RingStills;
import io.outpost.agent.gate.Look;
import io.outpost.agent.gate.Sampling;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GopBuffer;
import io.outpost.agent.ingest.IngestConfig;
import io.outpost.agent.upstream.JsonLinesSink;
import io.outpost.agent.vision.Analysis;
import io.outpost.agent.vision.ClipReader;
import io.outpost.agent.vision.GroupStills;
import io.outpost.agent.vision.StreamSpec;
import io.outpost.agent.vision.VisionStream;
import io.outpost.agent.vision.VisionWorkers;
import io.outpost.agent.vision.model.DetectorChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Analyses a clip as the agent would analyse a camera, as fast as the machine can, and writes the
 * events. Everything is told by the clip and the camera file: the same two give the same bytes, on
 * any machine.
 */
public final class Replay {
  /** As much as an agent keeps of a camera, and longer: a clip is read some seconds at a time. */
  private static final long RING_BYTES = IngestConfig.DEFAULT.bufferBytesPerCamera();

  private static final Duration RING_SPAN = LineMeans.KEPT.multipliedBy(3);

  private final VisionWorkers workers;
  private final Camera camera;
  private final Incarnation incarnation;
  private final JsonLinesSink sink;
  private final EventFactory events;
  private final GopBuffer ring = new GopBuffer(RING_BYTES, RING_SPAN);
  private final RingStills earlier;
  private final LaneClips clips;
  private final CameraAnalysis analysis;
  private final Sampling sampling = new Sampling(Sampling.INTERVAL);
  private long sequence;
  private ChainLink link = ChainLink.NONE;
  private int pictures;
  private int corrupt;
  private Duration position = Duration.ZERO;

  /** What is replayed, and where the events go. */
  public record Order(Camera camera, Path cameraFile, Path clip, Path out, Instant start) {}

  /** Told while it works. */
  public interface Progress {
    /**
     * @param position media time that is done
     * @param duration of the clip; zero when it does not say
     */
    void at(Duration position, Duration duration);
  }

  /**
   * What came of it.
   *
   * @param pictures decoded
   * @param corrupt pictures that did not decode
   */
  public record Summary(long events, int pictures, int corrupt, Duration duration) {}

  private Replay(VisionWorkers workers, Order order, JsonLinesSink sink) throws IOException {
    this.workers = workers;
    this.camera = order.camera();
    this.sink = sink;
    this.incarnation = Incarnation.ofReplay(order.clip(), order.cameraFile());
    this.events =
        new EventFactory(
            "replay", AgentVersions.current(), Detectors.detecting(workers.detectors()));
    this.earlier = new RingStills(ring, Image.Stream.CLIP, () -> workers.stills(camera));
    this.clips =
        new LaneClips(
            camera, List.of(new LaneClips.Source(Image.Stream.CLIP, ring::snapshot, true)));
    this.analysis = new CameraAnalysis(camera, Image.Stream.CLIP, SharperStills.NONE, earlier);
  }

  /**
   * Runs it to the end of the clip. What an earlier run left in the folder is replaced.
   *
   * @throws IOException when the clip cannot be read, the worker dies over it, or the folder cannot
   *     be written to
   */
  public static Summary run(Order order, Progress progress)
      throws IOException, InterruptedException {
    return run(order, DetectorChoice.BUILT_IN, progress);
  }

  /**
   * The same with other detectors.
   *
   * @throws IOException when one of them cannot be used, too
   */
  public static Summary run(Order order, DetectorChoice detectors, Progress progress)
      throws IOException, InterruptedException {
    try (ClipWorker worker = ClipWorker.start(detectors)) {
      return run(worker, order, progress);
    }
  }

  /** The same by a worker that is there already. */
  public static Summary run(ClipWorker worker, Order order, Progress progress)
      throws IOException, InterruptedException {
    try (JsonLinesSink sink = JsonLinesSink.replacing("replay", order.out())) {
      return new Replay(worker.workers(), order, sink).replay(order, progress);
    }
  }

  private Summary replay(Order order, Progress progress) throws IOException, InterruptedException {
    try (ClipReader clip = workers.clip(order.clip(), order.start());
        VisionStream stream = workers.open(StreamSpec.of(camera, clip.codec()))) {
      for (List<AccessUnit> units = clip.read(); !units.isEmpty(); units = clip.read()) {
        List<Look> looks = new ArrayList<>();
        for (AccessUnit unit : units) {
          ring.add(unit);
          looks.add(new Look(unit, sampling.due(unit.mediaMicros())));
          position = max(position, Duration.ofNanos(unit.mediaMicros() * 1000));
        }
        take(stream, stream.analyse(looks));
        deliverClips(clips.due(position.toNanos() / 1000));
        progress.at(position, clip.duration());
      }
      take(stream, stream.finish());
      deliver(analysis.end());
      deliverClips(clips.rest());
    } finally {
      earlier.close();
    }
    return new Summary(sequence, pictures, corrupt, position);
  }

  private void take(VisionStream stream, CompletableFuture<Analysis> answer)
      throws IOException, InterruptedException {
    Analysis done = await(answer);
    pictures += done.decoded();
    corrupt += done.corrupt();
    deliver(analysis.analyse(done, new StreamStills(stream)));
  }

  private void deliverClips(List<LaneClips.Order> orders) throws IOException, InterruptedException {
    for (LaneClips.Order order : orders) {
      try (GroupStills worker = workers.stills(camera)) {
        deliver(List.of(LaneClips.take(order, () -> worker)));
      }
    }
  }

  private void deliver(List<Observation> observations) throws IOException, InterruptedException {
    for (Observation observation : observations) {
      if (LaneClips.areWanted(camera)) {
        clips.told(observation);
      }
      sequence++;
      Event event = events.draft(camera, observation).number(incarnation, sequence, link);
      sink.deliver(List.of(event));
      link = ChainLink.after(event);
    }
  }

  private static Analysis await(CompletableFuture<Analysis> answer)
      throws IOException, InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException cause
          ? cause
          : new IOException("the vision worker failed: " + failed.getCause(), failed);
    }
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
