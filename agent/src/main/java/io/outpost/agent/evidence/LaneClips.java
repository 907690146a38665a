package io.outpost.agent.evidence;

import io.outpost.agent.analysis.Clip;
import io.outpost.agent.analysis.Clip.Absence;
import io.outpost.agent.analysis.Image;
import io.outpost.agent.analysis.Observation;
import io.outpost.agent.analysis.Observation.ClipTaken;
import io.outpost.agent.analysis.Observation.LaneOccupied;
import io.outpost.agent.analysis.Phase;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.Clips;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GroupOfPictures;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.GroupStills;
import io.outpost.protocols.rtp.VideoCodec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clips of one camera's lane events: what has begun waits here until the seconds after it have
 * come. Not thread-safe, but for {@link #take}.
 */
public final class LaneClips {
  private static final Logger LOG = LoggerFactory.getLogger(LaneClips.class);

  /** A main stream's pictures come later than those of the sub-stream: so much is waited more. */
  private static final long MAIN_LATE_MICROS = 1_000_000;

  private final Clips clips;
  private final List<Source> sources;
  private final List<LaneOccupied> waiting = new ArrayList<>();

  /**
   * Coded pictures that are kept of one stream.
   *
   * @param byMedia whether its media time is that of the analysed pictures; else moments are found
   *     by capture time
   */
  public record Source(
      Image.Stream stream, Supplier<List<GroupOfPictures>> kept, boolean byMedia) {}

  /**
   * A clip to be made.
   *
   * @param cut empty where there is none, and why
   */
  public record Order(
      LaneOccupied began, Image.Stream stream, Optional<ClipCut> cut, Optional<Absence> absence) {
    Order without(Absence why) {
      return new Order(began, stream, Optional.empty(), Optional.of(why));
    }
  }

  /**
   * @param sources the one that is preferred first
   */
  public LaneClips(Camera camera, List<Source> sources) {
    this.clips = camera.evidence().clips();
    this.sources = List.copyOf(sources);
  }

  /**
   * Whether a camera's lane events come with clips: not where they would show what its masks hide.
   */
  public static boolean areWanted(Camera camera) {
    Clips clips = camera.evidence().clips();
    return clips.source() != Clips.Source.NONE
        && !camera.lanes().isEmpty()
        && (camera.masks().isEmpty() || clips.withoutMasks());
  }

  /** Something was told: of what begins there will be a clip. */
  public void told(Observation observation) {
    if (observation instanceof LaneOccupied lane && lane.phase() == Phase.BEGAN) {
      waiting.add(lane);
    }
  }

  /**
   * What has come to its time.
   *
   * @param mediaMicros of the newest picture of the analysed stream
   */
  public List<Order> due(long mediaMicros) {
    if (waiting.isEmpty()) {
      return List.of();
    }
    boolean later = sources.stream().anyMatch(source -> !source.byMedia());
    long after = ClipCut.REACH_MICROS + (later ? MAIN_LATE_MICROS : 0);
    List<Order> due = new ArrayList<>();
    for (LaneOccupied began : List.copyOf(waiting)) {
      // Where media time lies before it, the stream has begun anew.
      if (mediaMicros >= began.mediaMicros() + after || mediaMicros < began.mediaMicros()) {
        waiting.remove(began);
        due.add(order(began));
      }
    }
    return due;
  }

  /** What still waits, with as much as there is: nothing more will come. */
  public List<Order> rest() {
    List<Order> rest = waiting.stream().map(this::order).toList();
    waiting.clear();
    return rest;
  }

  private Order order(LaneOccupied began) {
    Order order = new Order(began, Image.Stream.CLIP, Optional.empty(), Optional.empty());
    for (Source source : sources) {
      order = order(began, source);
      if (order.cut().isPresent()) {
        return order;
      }
    }
    return order;
  }

  private Order order(LaneOccupied began, Source source) {
    Order none = new Order(began, source.stream(), Optional.empty(), Optional.empty());
    List<GroupOfPictures> kept = source.kept().get();
    if (!holds(kept, began, source)) {
      return none.without(Absence.NOT_KEPT);
    }
    if (kept.get(0).units().get(0).codec() == VideoCodec.JPEG) {
      return none.without(Absence.CODEC);
    }
    Optional<ClipCut> cut = ClipCut.of(kept, unit -> micros(unit, began, source), clips.maxBytes());
    return cut.isPresent()
        ? new Order(began, source.stream(), cut, Optional.empty())
        : none.without(Absence.TOO_LARGE);
  }

  /** Whether the moment is among them: media times of another connection may be the same. */
  private static boolean holds(List<GroupOfPictures> kept, LaneOccupied began, Source source) {
    CaptureTime moment = began.captureTime();
    return kept.stream()
        .flatMap(group -> group.units().stream())
        .anyMatch(
            unit ->
                source.byMedia()
                    ? unit.mediaMicros() == began.mediaMicros() && unit.captureTime().equals(moment)
                    : unit.captureTime().source() == moment.source()
                        && !unit.captureTime().instant().isAfter(moment.instant()));
  }

  private static long micros(AccessUnit unit, LaneOccupied began, Source source) {
    Instant moment = began.captureTime().instant();
    return source.byMedia()
        ? unit.mediaMicros() - began.mediaMicros()
        : ChronoUnit.MICROS.between(moment, unit.captureTime().instant());
  }

  /** Makes it; may wait for the worker. Any thread. */
  public static ClipTaken take(Order order, Supplier<GroupStills> worker) {
    LaneOccupied began = order.began();
    Optional<Clip> clip = Optional.empty();
    Optional<Absence> absence = order.absence();
    if (order.cut().isPresent()) {
      ClipCut cut = order.cut().get();
      try {
        clip =
            Optional.of(
                new Clip(
                    worker.get().clip(cut.units()),
                    order.stream(),
                    cut.units().get(0).codec(),
                    cut.units().size(),
                    micros(cut.beginMicros()),
                    micros(cut.endMicros())));
      } catch (IOException refused) {
        LOG.debug("no clip message=\"{}\"", refused.getMessage());
        absence = Optional.of(Absence.WORKER);
      }
    }
    return new ClipTaken(
        began.track(), began.lane(), began.mediaMicros(), began.captureTime(), clip, absence);
  }

  private static Duration micros(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }
}
