package io.outpost.agent.vision;

import io.outpost.agent.gate.Look;
import io.outpost.agent.view.ViewLook;
import io.outpost.agent.vision.wire.Analyse;
import io.outpost.agent.vision.wire.Analysed;
import io.outpost.agent.vision.wire.Picture;
import io.outpost.agent.vision.wire.Request;
import io.outpost.agent.vision.wire.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Access units on their way to a worker and back as an analysis. A worker that does not know the
 * stream is told of it, and gets what begins at the first key picture.
 */
final class Batch implements Call {
  private final VisionStream stream;
  private final List<Look> looks;
  private final boolean flush;
  private final WorkerLink.Shared shared;
  private final CompletableFuture<Analysis> result = new CompletableFuture<>();

  /** Units in front of the key picture at which the stream was opened again. */
  private int leftOut;

  Batch(VisionStream stream, List<Look> looks, boolean flush, WorkerLink.Shared shared) {
    this.stream = stream;
    this.looks = looks;
    this.flush = flush;
    this.shared = shared;
  }

  /** Completed on the executor, so that what depends on it may block. */
  CompletableFuture<Analysis> result() {
    return result;
  }

  @Override
  public Optional<Suspect> suspect() {
    return Optional.of(stream.suspect());
  }

  @Override
  public Optional<Request.Builder> request(long generation) {
    Analyse.Builder analyse = Analyse.newBuilder().setStream(stream.id()).setFlush(flush);
    List<Look> kept = looks;
    if (stream.openIn != generation) {
      kept = fromFirstKey();
      leftOut = looks.size() - kept.size();
      if (kept.isEmpty()) {
        succeed(Analysis.nothing(leftOut), Duration.ZERO);
        return Optional.empty();
      }
      analyse.setOpen(shared.detectors().named(Wire.stream(stream.spec()), stream.spec().camera()));
      stream.openIn = generation;
    }
    for (Look look : kept) {
      stream.remember(look.unit());
      analyse.addUnits(Wire.unit(look));
    }
    return Optional.of(Request.newBuilder().setAnalyse(analyse));
  }

  @Override
  public void answer(Response response) {
    stream.suspect().strikes = 0;
    if (!response.hasAnalysed()) {
      stream.openIn = 0;
      fail(
          new IOException(
              "camera " + stream.spec().camera() + ": " + response.getFailure().getMessage()));
      return;
    }
    Analysed analysed = response.getAnalysed();
    List<AnalysedPicture> pictures = new ArrayList<>();
    for (Picture picture : analysed.getPicturesList()) {
      stream
          .captureTime(picture.getMediaMicros())
          .ifPresent(
              time ->
                  pictures.add(
                      new AnalysedPicture(
                          picture.getMediaMicros(),
                          time,
                          picture.getWidth(),
                          picture.getHeight(),
                          picture.getSceneChange(),
                          stream.cutUntil(picture.getMediaMicros()),
                          picture.getFoundList().stream().map(Wire::detection).toList(),
                          picture.getBodiesAsBefore())));
    }
    succeed(
        new Analysis(
            pictures,
            analysed.getGlancesList().stream().map(Wire::glance).toList(),
            analysed.getViewsList().stream().flatMap(view -> view(view).stream()).toList(),
            analysed.getDecoded(),
            leftOut + analysed.getCorrupt()),
        Duration.of(analysed.getSpentMicros(), ChronoUnit.MICROS));
  }

  private Optional<ViewLook> view(io.outpost.agent.vision.wire.View view) {
    return stream
        .captureTime(view.getMediaMicros())
        .map(time -> new ViewLook(view.getMediaMicros(), time, Wire.outline(view)));
  }

  @Override
  public void fail(IOException reason) {
    shared.handOver(() -> result.completeExceptionally(reason));
  }

  private void succeed(Analysis analysis, Duration spent) {
    shared.metrics().analysed(stream.spec().camera(), analysis, spent);
    shared.handOver(() -> result.complete(analysis));
  }

  private List<Look> fromFirstKey() {
    for (int i = 0; i < looks.size(); i++) {
      if (looks.get(i).unit().key()) {
        return looks.subList(i, looks.size());
      }
    }
    return List.of();
  }
}
