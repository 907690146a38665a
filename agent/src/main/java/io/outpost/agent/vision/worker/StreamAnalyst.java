package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.Limits;
import io.outpost.agent.vision.wire.Analyse;
import io.outpost.agent.vision.wire.Analysed;
import io.outpost.agent.vision.wire.Picture;
import io.outpost.agent.vision.wire.Still;
import io.outpost.agent.vision.wire.Stream;
import io.outpost.agent.vision.wire.TakeStill;
import io.outpost.agent.vision.wire.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final Decoder decoder;
  private final KeptPictures kept = new KeptPictures();
  private @Nullable PictureAnalyst analyst;

  /** Units in the decoder by their time, and whether their picture is wanted. */
  private final Map<Long, Boolean> pending = new LinkedHashMap<>();

  private boolean waitingForKey = true;

  private final List<Picture> pictures = new ArrayList<>();
  private int decoded;
  private int corrupt;

  StreamAnalyst(Stream stream) throws VisionException {
    this.stream = stream;
    this.decoder = new Decoder(stream.getCodec());
  }

  /** Without the time it took. */
  Analysed.Builder analyse(Analyse batch, Detectors detectors) throws VisionException {
    kept.beginBatch();
    pictures.clear();
    decoded = 0;
    corrupt = 0;
    Decoder.Output output = (picture, micros, clean) -> take(picture, micros, clean, detectors);
    for (Unit unit : batch.getUnitsList()) {
      decode(unit, output);
    }
    if (batch.getFlush()) {
      decoder.drain(output);
      abandonPending();
    }
    return Analysed.newBuilder().addAllPictures(pictures).setDecoded(decoded).setCorrupt(corrupt);
  }

  Still still(TakeStill request) throws VisionException {
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
    return Still.newBuilder()
        .setJpeg(Jpeg.encode(picture, area, request.getMaxSide(), request.getQuality()))
        .build();
  }

  @Override
  public void close() {
    decoder.close();
    kept.close();
    if (analyst != null) {
      analyst.close();
    }
  }

  private void decode(Unit unit, Decoder.Output output) throws VisionException {
    waitingForKey |= unit.getLossBefore();
    if (waitingForKey) {
      if (!unit.getKey()) {
        corrupt++;
        return;
      }
      abandonPending();
      waitingForKey = false;
    }
    if (pending.size() >= MAX_PENDING) {
      pending.remove(pending.keySet().iterator().next());
      corrupt++;
    }
    pending.put(unit.getMediaMicros(), unit.getAnalyse());
    boolean good =
        unit.getData().size() <= Limits.MAX_UNIT_BYTES
            && SizeGuard.allows(stream.getCodec(), unit.getData().toByteArray())
            && decoder.decode(unit.getData(), unit.getMediaMicros(), output);
    if (!good) {
      if (pending.remove(unit.getMediaMicros()) != null) {
        corrupt++;
      }
      waitingForKey = true;
    }
  }

  private void take(Frame picture, long micros, boolean clean, Detectors detectors)
      throws VisionException {
    Boolean wanted = pending.remove(micros);
    if (!clean || waitingForKey) {
      corrupt++;
      waitingForKey = true;
      return;
    }
    decoded++;
    if (Boolean.TRUE.equals(wanted)) {
      pictures.add(look(picture, micros, detectors));
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
      current = new PictureAnalyst(stream, picture);
      analyst = current;
    }
    return current.analyse(picture, micros, detectors);
  }

  /** What is still in the decoder will never come out. */
  private void abandonPending() {
    corrupt += pending.size();
    pending.clear();
    decoder.reset();
    waitingForKey = true;
  }
}
