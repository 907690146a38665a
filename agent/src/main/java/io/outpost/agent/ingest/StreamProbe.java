package io.outpost.agent.ingest;

import io.outpost.agent.ingest.StreamFailure.Reason;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Connects to a stream once, looks at what arrives for a while, and says what it saw. */
public final class StreamProbe implements StreamListener {
  private final TimeSource time;
  private final long observeMicros;
  private final CountDownLatch done = new CountDownLatch(1);
  private final List<AccessUnit> units = new ArrayList<>();
  private final long startNanos;
  private long firstPictureNanos;
  private int attemptsLeft;
  private @Nullable StreamFailure failure;
  private @Nullable StreamDetails details;

  private StreamProbe(TimeSource time, Duration observe, int attempts) {
    this.time = time;
    this.attemptsLeft = attempts;
    this.observeMicros = observe.toNanos() / 1_000;
    this.startNanos = time.nanos();
  }

  /**
   * Blocks until {@code observe} of media has come, the stream failed, or it has taken the longest
   * that connecting, answering and stalling may take.
   */
  public static ProbeReport probe(Ingest ingest, StreamSettings stream, Duration observe)
      throws InterruptedException {
    int attempts = stream.transport().order().size();
    StreamProbe probe = new StreamProbe(ingest.environment().time(), observe, attempts);
    IngestSettings settings = ingest.settings();
    Duration patience =
        settings
            .connectTimeout()
            .plus(settings.answerTimeout())
            .plus(settings.stallTimeout())
            .plus(settings.firstBackOff().multipliedBy(2))
            .multipliedBy(attempts)
            .plus(observe);
    RtspSource source = ingest.open(stream, probe);
    try {
      if (!probe.done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        probe.giveUp(stream, patience);
      }
    } finally {
      source.close();
    }
    return probe.report();
  }

  @Override
  public synchronized void onAccessUnit(AccessUnit unit) {
    if (done.getCount() == 0) {
      return;
    }
    if (units.isEmpty()) {
      firstPictureNanos = time.nanos();
    }
    units.add(unit);
    if (unit.mediaMicros() >= observeMicros) {
      done.countDown();
    }
  }

  @Override
  public synchronized void onState(StreamStatus status) {
    if (done.getCount() == 0) {
      return;
    }
    details = status.details().orElse(details);
    if (status.state() == StreamState.STREAMING) {
      failure = null;
    }
    if (status.state() == StreamState.WAITING && status.failure().isPresent()) {
      failure = status.failure().get();
      attemptsLeft--;
      // The next attempt is over another transport, unless there is none.
      if (failure.reason() != Reason.NO_MEDIA || attemptsLeft == 0) {
        done.countDown();
      }
    }
  }

  private synchronized void giveUp(StreamSettings stream, Duration patience) {
    done.countDown();
    if (units.isEmpty()) {
      failure =
          new StreamFailure(
              Reason.NO_MEDIA,
              "no whole picture from "
                  + stream.uri()
                  + " within "
                  + RtspConnection.seconds(patience));
    }
  }

  private synchronized ProbeReport report() {
    StreamDetails seen = details;
    if (failure != null) {
      return ProbeReport.failed(failure);
    }
    if (seen == null || units.isEmpty()) {
      throw new IllegalStateException("a probe ends with a failure or with pictures");
    }
    long micros = units.get(units.size() - 1).mediaMicros() - units.get(0).mediaMicros();
    // The last picture's duration is not known, so it counts for neither rate.
    long bytes = units.stream().mapToLong(AccessUnit::sizeBytes).sum();
    bytes -= units.get(units.size() - 1).sizeBytes();
    boolean reports =
        units.stream().anyMatch(unit -> unit.captureTime().source() == CaptureTime.Source.RTCP_SR);
    return new ProbeReport(
        Optional.empty(),
        Optional.of(
            new ProbeReport.Measured(
                seen,
                Duration.ofNanos(firstPictureNanos - startNanos),
                units.size(),
                micros <= 0 ? 0 : (units.size() - 1) * 1_000_000.0 / micros,
                groupOfPictures(),
                micros <= 0 ? 0 : bytes * 8_000_000 / micros,
                reports,
                units.stream().mapToInt(AccessUnit::lostBefore).sum())));
  }

  private int groupOfPictures() {
    int first = -1;
    for (int i = 0; i < units.size(); i++) {
      if (units.get(i).key() && first >= 0) {
        return i - first;
      }
      first = units.get(i).key() ? i : first;
    }
    return 0;
  }
}
