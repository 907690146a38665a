package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.Limits;
import io.outpost.agent.vision.wire.Cause;
import io.outpost.agent.vision.wire.Marks;
import io.outpost.agent.vision.wire.Still;
import io.outpost.agent.vision.wire.TakeGroupStill;
import io.outpost.agent.vision.wire.Unit;
import java.util.Optional;

/**
 * One picture out of a group of pictures of a stream that nobody analyses: decoded with a decoder
 * of the pool, which goes back there, and nothing of it is kept.
 */
final class GroupStill {
  /**
   * By how much the shape (width to height) may differ from that of the picture it is like: coded
   * sizes are rounded to 8 or 16 pixels, which changes the shape of small pictures by 2.3 % (640 x
   * 352). Beyond it one of the two is stretched or cut, nothing in them tells which, and masks and
   * area would be burnt in and cut out beside what they mean.
   */
  static final double MAX_SHAPE_DIFFERENCE = 0.03;

  private final TakeGroupStill request;
  private final DecoderPool decoders;
  private final Detectors detectors;
  private final KeptPictures kept = new KeptPictures();
  private boolean damaged;

  private GroupStill(TakeGroupStill request, DecoderPool decoders, Detectors detectors) {
    this.request = request;
    this.decoders = decoders;
    this.detectors = detectors;
  }

  /**
   * @throws VisionException when there is no clean picture of that time, or it may not be used
   */
  static Still take(TakeGroupStill request, DecoderPool decoders, Detectors detectors)
      throws VisionException {
    GroupStill still = new GroupStill(request, decoders, detectors);
    try (still.kept) {
      return still.encode(still.decode());
    }
  }

  private Frame decode() throws VisionException {
    if (request.getUnitsCount() == 0 || !request.getUnits(0).getKey()) {
      throw new VisionException(Cause.CAUSE_CORRUPT, "the group starts with no key picture");
    }
    PictureSize size = PictureSize.UNKNOWN;
    for (Unit unit : request.getUnitsList()) {
      PictureSize asked = sizeOf(unit);
      size = size.equals(PictureSize.UNKNOWN) ? asked : size;
    }
    if (!size.equals(PictureSize.UNKNOWN)) {
      refuseOtherShape(size.width(), size.height()); // before anything is decoded in vain
    }
    var kind = new DecoderPool.Kind(request.getCodec(), size);
    Decoder decoder = decoders.take(kind);
    try {
      return decode(decoder);
    } finally {
      decoders.give(kind, decoder);
    }
  }

  private PictureSize sizeOf(Unit unit) throws VisionException {
    if (unit.getData().size() > Limits.MAX_UNIT_BYTES) {
      throw new VisionException(
          Cause.CAUSE_TOO_LARGE,
          "a coded picture of %d bytes, expected at most %d"
              .formatted(unit.getData().size(), Limits.MAX_UNIT_BYTES));
    }
    return SizeGuard.size(request.getCodec(), decoders.bytes(unit.getData()))
        .orElseThrow(
            () ->
                new VisionException(
                    Cause.CAUSE_TOO_LARGE,
                    "parameter sets ask for pictures beyond the limits, or cannot be read"));
  }

  private Frame decode(Decoder decoder) throws VisionException {
    Decoder.Output output = this::receive;
    Frame wanted = null;
    for (Unit unit : request.getUnitsList()) {
      boolean taken = decoder.decode(decoders.bytes(unit.getData()), unit.getMediaMicros(), output);
      damaged |= !taken; // apart: what comes out may say so too
      wanted = kept.find(request.getMediaMicros());
      if (damaged || wanted != null) {
        break;
      }
    }
    if (!damaged && wanted == null) {
      decoder.drain(output);
      wanted = kept.find(request.getMediaMicros());
    }
    if (damaged || wanted == null) {
      throw new VisionException(
          Cause.CAUSE_CORRUPT,
          "the group of pictures does not decode cleanly up to the one at "
              + request.getMediaMicros()
              + " us");
    }
    return wanted;
  }

  private void receive(Frame picture, long micros, boolean clean) throws VisionException {
    if (!clean) {
      damaged = true; // and whatever refers to it
    } else if (micros == request.getMediaMicros() && !damaged) {
      refuseOtherShape(picture.width(), picture.height());
      kept.keep(picture, micros);
    }
  }

  private void refuseOtherShape(int width, int height) throws VisionException {
    if (request.getLikeWidth() == 0 || request.getLikeHeight() == 0) {
      return;
    }
    if (!hasShape(width, height, request.getLikeWidth(), request.getLikeHeight())) {
      throw new VisionException(
          Cause.CAUSE_OTHER_SHAPE,
          "a picture of %dx%d has another shape than one of %dx%d"
              .formatted(width, height, request.getLikeWidth(), request.getLikeHeight()));
    }
  }

  private static boolean fits(Marks marks, Frame picture) {
    return hasShape(picture.width(), picture.height(), marks.getLikeWidth(), marks.getLikeHeight());
  }

  private static boolean hasShape(int width, int height, int likeWidth, int likeHeight) {
    double shape = (double) width / height;
    double like = (double) likeWidth / likeHeight;
    return Math.abs(shape / like - 1) <= MAX_SHAPE_DIFFERENCE;
  }

  private Still encode(Frame picture) throws VisionException {
    new Masks(Polygons.of(request.getMasksList()), picture.width(), picture.height()).burn(picture);
    PixelArea area =
        request.hasArea()
            ? PixelArea.of(request.getArea(), picture.width(), picture.height())
            : PixelArea.all(picture);
    Optional<Marks> marks =
        request.hasMarks() && fits(request.getMarks(), picture)
            ? Optional.of(request.getMarks())
            : Optional.empty();
    Optional<Concealment> blur =
        request.hasBlur()
            ? Optional.of(new Concealment(request.getBlur(), detectors))
            : Optional.empty();
    return Jpeg.encode(
        picture, area, new Jpeg.Form(request.getMaxSide(), request.getQuality(), marks, blur));
  }
}
