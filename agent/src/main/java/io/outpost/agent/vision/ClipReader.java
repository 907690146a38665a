package io.outpost.agent.vision;

import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.wire.Clip;
import io.outpost.agent.vision.wire.CloseClip;
import io.outpost.agent.vision.wire.ReadClip;
import io.outpost.agent.vision.wire.Unit;
import io.outpost.protocols.rtp.VideoCodec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The coded pictures of a clip, read by a worker. For one thread. */
public final class ClipReader implements AutoCloseable {
  private static final int UNITS_A_READ = 64;

  private final WorkerLink link;
  private final long id;
  private final Instant start;
  private final Clip clip;

  ClipReader(WorkerLink link, long id, Instant start, Clip clip) {
    this.link = link;
    this.id = id;
    this.start = start;
    this.clip = clip;
  }

  public VideoCodec codec() {
    return Wire.codec(clip.getCodec());
  }

  /** Pixels. */
  public int width() {
    return clip.getWidth();
  }

  /** Pixels. */
  public int height() {
    return clip.getHeight();
  }

  /** 0 when the clip does not say. */
  public double framesPerSecond() {
    return clip.getFramesPerSecond();
  }

  /** Zero when the clip does not say. */
  public Duration duration() {
    return Duration.of(clip.getDurationMicros(), ChronoUnit.MICROS);
  }

  /**
   * The next units in decoding order; an empty list at the end. Their capture time is their
   * position in the clip, counted from the start that was given.
   *
   * @throws IOException when the clip is broken or the worker died
   */
  public List<AccessUnit> read() throws IOException {
    var read = ReadClip.newBuilder().setClip(id).setMaxUnits(UNITS_A_READ);
    return link.ask(request -> request.setReadClip(read)).getUnits().getUnitsList().stream()
        .map(this::unit)
        .toList();
  }

  private AccessUnit unit(Unit unit) {
    long micros = unit.getMediaMicros();
    var time =
        new CaptureTime(
            start.plus(micros, ChronoUnit.MICROS), CaptureTime.Source.MEDIA, Duration.ZERO);
    return new AccessUnit(codec(), unit.getData().toByteArray(), micros, time, unit.getKey(), 0);
  }

  @Override
  public void close() {
    link.forget(request -> request.setCloseClip(CloseClip.newBuilder().setClip(id)));
  }
}
