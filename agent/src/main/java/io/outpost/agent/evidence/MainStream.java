package io.outpost.agent.evidence;

import io.micrometer.core.instrument.MeterRegistry;
import io.outpost.agent.analysis.Image;
import io.outpost.agent.analysis.SharperStills;
import io.outpost.agent.camera.Camera;
import io.outpost.agent.camera.StreamUrl;
import io.outpost.agent.console.CameraStatuses;
import io.outpost.agent.console.MainStreamStatus;
import io.outpost.agent.ingest.Absence;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.ingest.GopBuffer;
import io.outpost.agent.ingest.GroupOfPictures;
import io.outpost.agent.ingest.PictureSearch;
import io.outpost.agent.ingest.SharedPull;
import io.outpost.agent.ingest.StreamListener;
import io.outpost.agent.ingest.StreamState;
import io.outpost.agent.ingest.StreamStatus;
import io.outpost.agent.time.TimeSource;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.GroupStills;
import io.outpost.agent.vision.Retouch;
import io.outpost.agent.vision.StillRefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A camera's main stream where the sub-stream is analysed: its last pictures are kept coded, and
 * the group that holds the moment of something told is decoded for its still. It never disturbs the
 * analysis: what cannot be had is counted, and {@link Deference} says when it may be pulled at all.
 * Thread-safe.
 */
public final class MainStream implements SharperStills {
  private static final Logger LOG = LoggerFactory.getLogger(MainStream.class);

  /**
   * How long a still waits for a picture that has not arrived: a key picture of a main stream takes
   * some hundred milliseconds longer on its way than the sub-stream's small one.
   */
  static final Duration PATIENCE = Duration.ofMillis(500);

  /**
   * What the analysed stream has of the bytes that are kept of a camera: ten seconds of 3 Mbit/s
   * where those are 16 MiB, which few sub-streams reach. The rest is for the main stream.
   */
  private static final int ANALYSED_PART = 4;

  /**
   * What it works with.
   *
   * @param decoding called when the first still is taken
   * @param buffer keeps its pictures; closed with it
   */
  public record Means(
      Supplier<GroupStills> decoding,
      GopBuffer buffer,
      TimeSource time,
      MeterRegistry metrics,
      Duration patience) {
    public static Means of(LineMeans line, Camera camera) {
      long bytes = line.buffers().bytesPerCamera();
      return new Means(
          () -> line.vision().stills(camera),
          new GopBuffer(
              bytes - analysedBytes(camera, bytes),
              LineMeans.KEPT,
              line.buffers().budget().open(camera.id())),
          line.time(),
          line.metrics(),
          PATIENCE);
    }
  }

  private final Camera camera;
  private final SharedPull pull;
  private final Means means;
  private final MainStreamMeters meters;
  private final GopBuffer buffer;
  private final StreamListener ear = new Ear();

  // Guarded by this.
  private final Deference deference = new Deference();
  private SharedPull.@Nullable Member member;
  private @Nullable GroupStills stills;
  private boolean streaming;
  private boolean closed;
  // Since the last picture of the main stream.
  private int ownBreaks;
  private int analysedBreaks;

  public MainStream(Camera camera, SharedPull pull, Means means) {
    this.camera = camera;
    this.pull = pull;
    this.means = means;
    this.buffer = means.buffer();
    this.meters = new MainStreamMeters(means.metrics(), camera.id(), this);
  }

  /** Whether the camera has a main stream beside the analysed one, and rules that want stills. */
  public static boolean isWanted(Camera camera) {
    return !camera.streams().analysed().equals(camera.streams().main())
        && !StreamUrl.isClip(camera.streams().main())
        && (camera.faces().enabled() || !camera.lanes().isEmpty());
  }

  /** The part of a camera's bytes that its analysed stream may keep. */
  static long analysedBytes(Camera camera, long bufferBytes) {
    return isWanted(camera) ? Math.max(1, bufferBytes / ANALYSED_PART) : bufferBytes;
  }

  /** Who has to hear the analysed stream instead of {@code line}, which is told all the same. */
  public StreamListener beside(StreamListener line) {
    return new Beside(line);
  }

  /** What the console shows of it. */
  public MainStreamStatus status() {
    synchronized (this) {
      if (member == null) {
        return new MainStreamStatus(
            deference.waits() ? "held-back" : "idle", Optional.empty(), Optional.empty());
      }
    }
    return CameraStatuses.mainStream(pull.status());
  }

  synchronized boolean streaming() {
    return streaming;
  }

  /** The coded pictures that are kept of it. */
  List<GroupOfPictures> kept() {
    return buffer.snapshot();
  }

  long bufferedBytes() {
    return buffer.sizeBytes();
  }

  @Override
  public Optional<Image> face(AnalysedPicture analysed, Box area) {
    return find(analysed)
        .flatMap(
            found ->
                decode(
                    stills ->
                        new Image(
                            Image.Kind.FACE,
                            Image.Stream.MAIN,
                            found.ahead(),
                            stills.take(
                                new GroupStills.Order(
                                    found.group(), Optional.of(area), analysed)))));
  }

  @Override
  public List<Image> scene(AnalysedPicture analysed, Retouch retouch) {
    return find(analysed)
        .flatMap(
            found ->
                decode(
                    stills ->
                        Image.scenes(
                            Image.Stream.MAIN,
                            found.ahead(),
                            stills.scene(
                                new GroupStills.Order(found.group(), Optional.empty(), analysed),
                                retouch))))
        .orElse(List.of());
  }

  /** The picture of that moment; when there is none, that is counted. */
  private Optional<PictureSearch.Found> find(AnalysedPicture analysed) {
    PictureSearch.Result result = await(analysed);
    if (result instanceof PictureSearch.Found found) {
      return Optional.of(found);
    }
    if (result instanceof PictureSearch.Missing missing) {
      boolean gone = buffer.sizeBytes() == 0 || missing.why() == Absence.NOT_YET;
      boolean down = gone && !streaming();
      return without(down ? MainStillReason.DOWN : MainStillReason.of(missing.why()), "");
    }
    throw new IllegalStateException("unknown result " + result);
  }

  /** Waits for a picture that is still to come, for no longer than the patience. */
  private synchronized PictureSearch.Result await(AnalysedPicture analysed) {
    long until = means.time().nanos() + means.patience().toNanos();
    while (true) {
      PictureSearch.Result result = PictureSearch.search(buffer.snapshot(), analysed.captureTime());
      long leftMillis = (until - means.time().nanos()) / 1_000_000;
      if (!streaming || !mayBeBettered(result) || leftMillis <= 0) {
        return result;
      }
      try {
        wait(leftMillis);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        return result;
      }
    }
  }

  private static boolean mayBeBettered(PictureSearch.Result result) {
    if (result instanceof PictureSearch.Found found) {
      return !found.nearestToCome();
    }
    return result instanceof PictureSearch.Missing missing && missing.why() == Absence.NOT_YET;
  }

  /** What is taken from a group of pictures. */
  private interface Taking<T> {
    T by(GroupStills stills) throws IOException;
  }

  private <T> Optional<T> decode(Taking<T> taking) {
    long began = means.time().nanos();
    try {
      T taken = taking.by(opened());
      meters.taken(Duration.ofNanos(means.time().nanos() - began));
      return Optional.of(taken);
    } catch (StillRefusedException refused) {
      return without(MainStillReason.of(refused), String.valueOf(refused.getMessage()));
    } catch (IOException gone) {
      return without(MainStillReason.WORKER, String.valueOf(gone.getMessage()));
    }
  }

  private <T> Optional<T> without(MainStillReason why, String message) {
    meters.missed(why);
    LOG.debug(
        "still from the analysed stream camera={} reason={} message=\"{}\"",
        camera.id(),
        why,
        message);
    return Optional.empty();
  }

  private synchronized GroupStills opened() {
    GroupStills open = stills;
    if (open == null) {
      open = means.decoding().get();
      stills = open;
    }
    return open;
  }

  private synchronized void onAnalysed(StreamStatus status) {
    switch (status.state()) {
      case STREAMING -> {
        deference.analysedStreams();
        begin();
      }
      case WAITING -> {
        Duration held = deference.analysedFailed(means.time().nanos());
        if (!held.isZero()) {
          LOG.warn(
              "main stream held back camera={} seconds={} message=\"the analysed stream broke when"
                  + " it was asked for; allow one more session in the camera\"",
              camera.id(),
              held.toSeconds());
        }
        analysedBreaks++;
        leave();
      }
      case CONNECTING -> {} // on the way to one of the others
      case CLOSED -> {} // what is open in the rules is told now, and may want its stills
    }
  }

  private synchronized void begin() {
    if (!closed && deference.begin(means.time().nanos())) {
      member = pull.join(ear);
    }
  }

  private void onPicture(AccessUnit unit) {
    if (!streaming) {
      buffer.clear(); // what was kept does not go on from here
      streaming = true;
      ownBreaks = 0;
      analysedBreaks = 0;
    }
    buffer.add(unit);
    notifyAll();
  }

  /** What is kept stays: rules that end with a stream want the stills of what they saw. */
  private void leave() {
    if (member != null) {
      member.close();
      member = null;
    }
    onBreak();
  }

  /** The main stream ends here; what is kept of it goes when that was not the first time. */
  private void onBreak() {
    streaming = false;
    if (ownBreaks > 1 || analysedBreaks > 1) {
      buffer.clear();
    }
    notifyAll();
  }

  /** Pulls it no longer, and gives up the worker's hold; call when no still is asked for. */
  public synchronized void close() {
    closed = true;
    leave();
    if (stills != null) {
      stills.close();
    }
    buffer.close();
    meters.close();
  }

  /** Hears the main stream. */
  private final class Ear implements StreamListener {
    @Override
    public void onAccessUnit(AccessUnit unit) {
      synchronized (MainStream.this) {
        if (member != null) {
          onPicture(unit);
        }
      }
    }

    @Override
    public void onState(StreamStatus status) {
      synchronized (MainStream.this) {
        if (status.state() == StreamState.WAITING) {
          status.failure().ifPresent(failure -> meters.failed(failure.reason()));
          ownBreaks++;
          onBreak();
        }
      }
    }
  }

  /** From the analysed stream to the line, with a glance at how it does. */
  private final class Beside implements StreamListener {
    private final StreamListener line;

    Beside(StreamListener line) {
      this.line = line;
    }

    @Override
    public void onAccessUnit(AccessUnit unit) {
      line.onAccessUnit(unit);
      if (unit.key()) {
        begin(); // where it was held back
      }
    }

    @Override
    public void onState(StreamStatus status) {
      line.onState(status);
      onAnalysed(status);
    }
  }
}
