package io.outpost.agent.vision;

import io.outpost.agent.gate.Look;
import io.outpost.agent.ingest.AccessUnit;
import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.vision.wire.TakeStill;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One stream in the hands of a vision worker. When the worker dies it is opened again at the next
 * key picture, without the caller's doing.
 *
 * <p>Safe for any thread, but batches are decoded in the order in which they were handed in.
 */
public final class VisionStream implements AutoCloseable {
  /** As a longest side: the picture as it is (no picture is larger than the decoder allows). */
  public static final int FULL_SIZE = 8192;

  /** Longest side of a still that is a whole picture, pixels. */
  private static final int MAX_SCENE_SIDE = 1280;

  static final int JPEG_QUALITY = 88;

  /** Pictures a decoder may hold back, and as many again for those that were not analysed. */
  private static final int MAX_CAPTURE_TIMES = 512;

  private final WorkerLink link;
  private final StreamSpec spec;
  private final long id;
  private final Suspect suspect;

  /**
   * The link's generation in which the worker knows this stream; 0 for none. Link's thread only.
   */
  long openIn;

  /** Of units on their way through the decoder, oldest first. Link's thread only. */
  private final Map<Long, CaptureTime> captureTimes = new LinkedHashMap<>();

  /** Link's thread only. */
  private final CodedCuts cuts = new CodedCuts();

  VisionStream(WorkerLink link, StreamSpec spec, long id) {
    this.link = link;
    this.spec = spec;
    this.id = id;
    this.suspect = new Suspect(spec.camera(), Suspect.Part.ANALYSED);
  }

  public StreamSpec spec() {
    return spec;
  }

  Suspect suspect() {
    return suspect;
  }

  /**
   * Decodes a batch, in decoding order, and analyses the pictures that are flagged.
   *
   * @return completed on one of the agent's threads, which may block; exceptionally with an {@link
   *     IOException} when the worker died over it, the stream is in quarantine, or the worker
   *     refused it. The next batch may be handed in at once.
   */
  public CompletableFuture<Analysis> analyse(List<Look> looks) {
    return send(looks, false);
  }

  /** At the end of a clip: what the decoder still holds. */
  public CompletableFuture<Analysis> finish() {
    return send(List.of(), true);
  }

  /**
   * A JPEG of a picture that was analysed in the last batch, masks burnt in. Waits for it.
   *
   * @param area the part to cut out, clipped to the picture; empty for all of it
   * @throws IOException when the worker has gone or no longer holds the picture
   */
  public Still still(long mediaMicros, Optional<Box> area) throws IOException {
    return still(mediaMicros, area, MAX_SCENE_SIDE);
  }

  /**
   * The same.
   *
   * @param maxSide longest side of the image, pixels; a larger one is scaled down
   */
  public Still still(long mediaMicros, Optional<Box> area, int maxSide) throws IOException {
    TakeStill.Builder still = order(mediaMicros, maxSide);
    area.ifPresent(box -> still.setArea(Wire.area(box)));
    return Wire.still(link.ask(request -> request.setTakeStill(still)).getStill());
  }

  /**
   * The whole picture, and a copy of it where marks are drawn; else as {@link #still(long,
   * Optional)}.
   *
   * @throws IOException also when faces are to be blurred and no detector can look for them
   */
  public MarkedStill scene(long mediaMicros, Retouch retouch) throws IOException {
    TakeStill.Builder still = order(mediaMicros, MAX_SCENE_SIDE);
    retouch.marks().ifPresent(drawn -> still.setMarks(Wire.marks(drawn)));
    retouch.blur().ifPresent(blur -> still.setBlur(Wire.blur(blur, link.faceModel(spec.camera()))));
    return Wire.markedStill(link.ask(request -> request.setTakeStill(still)).getStill());
  }

  private TakeStill.Builder order(long mediaMicros, int maxSide) {
    return TakeStill.newBuilder()
        .setStream(id)
        .setMediaMicros(mediaMicros)
        .setMaxSide(maxSide)
        .setQuality(JPEG_QUALITY);
  }

  @Override
  public void close() {
    link.release(id);
  }

  private CompletableFuture<Analysis> send(List<Look> looks, boolean flush) {
    Optional<String> refused = link.shared().quarantine().reason(suspect);
    if (refused.isPresent()) {
      return CompletableFuture.failedFuture(new IOException(refused.get()));
    }
    var batch = new Batch(this, List.copyOf(looks), flush, link.shared());
    link.submit(batch);
    return batch.result();
  }

  long id() {
    return id;
  }

  void remember(AccessUnit unit) {
    captureTimes.put(unit.mediaMicros(), unit.captureTime());
    if (captureTimes.size() > MAX_CAPTURE_TIMES) {
      captureTimes.remove(captureTimes.keySet().iterator().next());
    }
    cuts.take(unit);
  }

  /** Whether the scene became another in what was coded up to this picture; asked once of each. */
  boolean cutUntil(long mediaMicros) {
    return cuts.until(mediaMicros);
  }

  /** When the picture was taken; empty when the worker speaks of one it was not given. */
  Optional<CaptureTime> captureTime(long mediaMicros) {
    return Optional.ofNullable(captureTimes.get(mediaMicros));
  }
}
