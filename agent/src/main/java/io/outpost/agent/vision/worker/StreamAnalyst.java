package io.outpost.agent.vision.worker;

import io.outpost.agent.gate.MotionArea;
import io.outpost.agent.gate.MotionModel;
import io.outpost.agent.vision.Limits;
import io.outpost.agent.vision.wire.Analyse;
import io.outpost.agent.vision.wire.Analysed;
import io.outpost.agent.vision.wire.Glance;
import io.outpost.agent.vision.wire.Kind;
import io.outpost.agent.vision.wire.Marks;
import io.outpost.agent.vision.wire.Picture;
import io.outpost.agent.vision.wire.Still;
import io.outpost.agent.vision.wire.Stream;
import io.outpost.agent.vision.wire.TakeStill;
import io.outpost.agent.vision.wire.Unit;
import io.outpost.agent.vision.wire.Verdict;
import io.outpost.agent.vision.wire.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stream: decodes every unit, analyses the pictures that are wanted.
 *
 * <p>A picture that decoded with errors reaches no detector, and neither does one that may refer to
 * it: after an error, or a loss before a unit, everything is left out until the next key picture.
 */
final class StreamAnalyst implements AutoCloseable {
  /** More units than this without a picture are not held back for reordering, but lost. */
  private static final int MAX_PENDING = 64;

  private final Stream stream;
  private final DecoderPool decoders;
  private final KeptPictures kept = new KeptPictures();
  private final SmallPicture small = new SmallPicture();
  private final ViewSampler sampler;
  private final @Nullable SceneModel scene;
  private final @Nullable Attention attention;
  private final @Nullable MotionBodies motion;
  private @Nullable PictureAnalyst analyst;

  // Taken from the pool for as long as pictures follow each other.
  private @Nullable Decoder decoder;
  private DecoderPool.Kind kind;

  /** What a picture is decoded for. */
  private enum Wish {
    NONE,
    GLANCE,
    ANALYSIS;

    static Wish of(Unit unit) {
      return unit.getAnalyse() ? ANALYSIS : unit.getGlance() ? GLANCE : NONE;
    }
  }

  /**
   * Of the pictures in the decoder, by their time. Not the units themselves: their bytes are the
   * next message's when this one is answered.
   */
  private final Map<Long, Wish> pending = new LinkedHashMap<>();

  private boolean waitingForKey = true;
  private long lastKeyMicros = Long.MIN_VALUE;

  // Of the batch that is being looked at.
  private final List<Picture> pictures = new ArrayList<>();
  private final List<Glance> glances = new ArrayList<>();
  private final List<View> views = new ArrayList<>();
  private int decoded;
  private int corrupt;

  StreamAnalyst(Stream stream, DecoderPool decoders) throws VisionException {
    this.stream = stream;
    this.decoders = decoders;
    this.kind = new DecoderPool.Kind(stream.getCodec(), PictureSize.UNKNOWN);
    this.sampler = new ViewSampler(Polygons.of(stream.getMasksList()));
    this.scene = stream.getGated() ? new SceneModel(new MotionModel(area(stream))) : null;
    this.attention = scene == null ? null : new Attention(scene);
    this.motion =
        stream.getKindsList().contains(Kind.KIND_UNNAMED)
            ? new MotionBodies(area(stream, true))
            : null;
  }

  private static MotionArea area(Stream stream) throws VisionException {
    return area(stream, stream.getMinFaceWidth() > 0 || stream.getLanesCount() == 0);
  }

  private static MotionArea area(Stream stream, boolean everywhere) throws VisionException {
    return new MotionArea(
        Polygons.of(stream.getMasksList()), Polygons.of(stream.getLanesList()), everywhere);
  }

  /** Without the time it took. */
  Analysed.Builder analyse(Analyse batch, Detectors detectors) throws VisionException {
    kept.beginBatch();
    pictures.clear();
    glances.clear();
    views.clear();
    decoded = 0;
    corrupt = 0;
    Decoder.Output output = (picture, micros, clean) -> take(picture, micros, clean, detectors);
    for (Unit unit : batch.getUnitsList()) {
      if (unit.getAlone()) {
        decodeAlone(unit, output);
      } else {
        decode(unit, output);
      }
    }
    if (batch.getFlush() && decoder != null) {
      decoder.drain(output);
      abandonPending();
    }
    return Analysed.newBuilder()
        .addAllPictures(pictures)
        .addAllGlances(glances)
        .addAllViews(views)
        .setDecoded(decoded)
        .setCorrupt(corrupt);
  }

  Still still(TakeStill request, Detectors detectors) throws VisionException {
    Frame picture = kept.find(request.getMediaMicros());
    if (picture == null) {
      throw new VisionException(
          "the picture at "
              + request.getMediaMicros()
              + " us is not held; only those of the last batch are");
    }
    PixelArea area =
        request.hasArea()
            ? PixelArea.of(request.getArea(), picture.width(), picture.height())
            : PixelArea.all(picture);
    Optional<Marks> marks = request.hasMarks() ? Optional.of(request.getMarks()) : Optional.empty();
    Optional<Concealment> blur =
        request.hasBlur()
            ? Optional.of(new Concealment(request.getBlur(), detectors))
            : Optional.empty();
    return Jpeg.encode(
        picture, area, new Jpeg.Form(request.getMaxSide(), request.getQuality(), marks, blur));
  }

  @Override
  public void close() {
    giveDecoderBack();
    closeAnalyst();
    small.close();
  }

  /** What only a close look needs, and the pictures of the last one: tens of megabytes. */
  private void closeAnalyst() {
    kept.close();
    if (analyst != null) {
      analyst.close();
      analyst = null;
    }
  }

  /** A key picture by itself; whatever the stream's own decoder knows is not needed any more. */
  private void decodeAlone(Unit unit, Decoder.Output output) throws VisionException {
    giveDecoderBack();
    if (!unit.getAnalyse()) {
      closeAnalyst();
    }
    Optional<PictureSize> size = sizeOf(unit);
    if (size.isEmpty()) {
      corrupt++;
      return;
    }
    Decoder shared = takeDecoder(size.get());
    waitingForKey = false;
    pending.put(unit.getMediaMicros(), Wish.of(unit));
    if (shared.decode(decoders.bytes(unit.getData()), unit.getMediaMicros(), output)) {
      shared.drain(output);
    }
    giveDecoderBack();
  }

  private void decode(Unit unit, Decoder.Output output) throws VisionException {
    waitingForKey |= unit.getLossBefore();
    boolean again = unit.getKey() && unit.getMediaMicros() <= lastKeyMicros;
    if (again) {
      abandonPending(); // It goes back, and begins anew from here.
    }
    if (waitingForKey) {
      if (!unit.getKey()) {
        corrupt++;
        return;
      }
      abandonPending();
      waitingForKey = false;
    }
    if (unit.getKey()) {
      lastKeyMicros = unit.getMediaMicros();
    }
    if (pending.size() >= MAX_PENDING) {
      pending.remove(pending.keySet().iterator().next());
      corrupt++;
    }
    pending.put(unit.getMediaMicros(), Wish.of(unit));
    Optional<PictureSize> size = sizeOf(unit);
    boolean good =
        size.isPresent()
            && takeDecoder(size.get())
                .decode(decoders.bytes(unit.getData()), unit.getMediaMicros(), output);
    if (!good) {
      if (pending.remove(unit.getMediaMicros()) != null) {
        corrupt++;
      }
      waitingForKey = true;
    }
  }

  /** Empty when it must not be decoded. */
  private Optional<PictureSize> sizeOf(Unit unit) {
    return unit.getData().size() <= Limits.MAX_UNIT_BYTES
        ? SizeGuard.size(stream.getCodec(), decoders.bytes(unit.getData()))
        : Optional.empty();
  }

  /** The stream's own until it is given back. */
  private Decoder takeDecoder(PictureSize size) throws VisionException {
    Decoder current = decoder;
    if (current == null) {
      kind = new DecoderPool.Kind(stream.getCodec(), size);
      current = decoders.take(kind);
      decoder = current;
    }
    return current;
  }

  /** Whatever is still in it: that will never come out. */
  private void giveDecoderBack() {
    corrupt += pending.size();
    pending.clear();
    waitingForKey = true;
    lastKeyMicros = Long.MIN_VALUE;
    if (decoder != null) {
      decoders.give(kind, decoder);
      decoder = null;
    }
  }

  private void take(Frame picture, long micros, boolean clean, Detectors detectors)
      throws VisionException {
    Wish wish = pending.remove(micros);
    if (!clean || waitingForKey) {
      corrupt++;
      waitingForKey = true;
      return;
    }
    decoded++;
    if (wish == null || wish == Wish.NONE) {
      return;
    }
    boolean due = sampler.due(micros);
    if (due || scene != null || motion != null) {
      small.take(picture);
    }
    if (scene != null) {
      glances.add(glance(scene.look(small, micros)));
    }
    if (due) {
      views.add(sampler.sample(picture, small, micros));
    }
    if (wish == Wish.ANALYSIS) {
      pictures.add(look(picture, micros, detectors));
    } else if (motion != null) {
      motion.glance(small, micros);
    }
  }

  private Picture look(Frame decodedPicture, long micros, Detectors detectors)
      throws VisionException {
    Frame picture = kept.keep(decodedPicture, micros);
    PictureAnalyst current = analyst;
    if (current == null || !current.fits(picture)) {
      if (current != null) {
        current.close();
        analyst = null;
      }
      current = new PictureAnalyst(stream, picture, detectors);
      analyst = current;
    }
    Picture seen = current.analyse(picture, micros, detectors, attention);
    if (motion == null) {
      return seen;
    }
    return seen.toBuilder()
        .addAllFound(motion.look(small, micros, seen.getFoundList(), !seen.getBodiesAsBefore()))
        .build();
  }

  /** What is still in the decoder will never come out. */
  private void abandonPending() {
    corrupt += pending.size();
    pending.clear();
    waitingForKey = true;
    if (decoder != null) {
      decoder.reset();
    }
  }

  private static Glance glance(io.outpost.agent.gate.Glance glance) {
    Verdict verdict =
        switch (glance.verdict()) {
          case QUIET -> Verdict.VERDICT_QUIET;
          case MOVED -> Verdict.VERDICT_MOVED;
          case LEARNING -> Verdict.VERDICT_LEARNING;
          case NEW_SCENE -> Verdict.VERDICT_NEW_SCENE;
        };
    return Glance.newBuilder()
        .setMediaMicros(glance.mediaMicros())
        .setVerdict(verdict)
        .setActivity((float) glance.activity())
        .build();
  }
}
