package io.outpost.agent.vision.worker;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;

import io.outpost.agent.vision.Limits;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Copies of the pictures that a stream's last batch analysed, in YUV 4:2:0, for stills. The memory
 * of a few goes round: as many as a stream's batch has while it is live.
 */
final class KeptPictures implements AutoCloseable {
  /** Of one stream. */
  private static final long MAX_BYTES = 3L * Limits.MAX_PICTURE_BYTES;

  private static final int MAX_SPARE = 2;

  private record Kept(long micros, Frame picture) {}

  private final Deque<Kept> kept = new ArrayDeque<>();
  private final Deque<Frame> spare = new ArrayDeque<>();

  /** A new batch begins: the pictures of the last are no longer wanted. */
  void beginBatch() {
    for (Kept old : kept) {
      spare.add(old.picture);
    }
    kept.clear();
    while (spare.size() > MAX_SPARE) {
      spare.removeFirst().close();
    }
  }

  /** Copies a decoded picture; the copy is held until the next batch begins. */
  Frame keep(Frame decoded, long micros) throws VisionException {
    Frame copy = memory(decoded);
    try {
      copy(decoded, copy);
    } catch (VisionException e) {
      spare.add(copy);
      throw e;
    }
    kept.add(new Kept(micros, copy));
    return copy;
  }

  @Nullable Frame find(long micros) {
    return kept.stream()
        .filter(one -> one.micros == micros)
        .map(Kept::picture)
        .findFirst()
        .orElse(null);
  }

  @Override
  public void close() {
    beginBatch();
    spare.forEach(Frame::close);
    spare.clear();
  }

  private Frame memory(Frame decoded) throws VisionException {
    long bytes = decoded.width() * (long) decoded.height() * 3 / 2;
    if (!kept.isEmpty() && (kept.size() + 1) * bytes > MAX_BYTES) {
      spare.add(kept.removeFirst().picture);
    }
    int format = copyFormat(decoded);
    while (!spare.isEmpty()) {
      Frame frame = spare.removeFirst();
      if (frame.width() == decoded.width()
          && frame.height() == decoded.height()
          && frame.raw().format() == format) {
        return frame;
      }
      frame.close();
    }
    return Frame.allocate(decoded.width(), decoded.height(), format);
  }

  private static int copyFormat(Frame decoded) {
    return decoded.raw().format() == AV_PIX_FMT_YUVJ420P ? AV_PIX_FMT_YUVJ420P : AV_PIX_FMT_YUV420P;
  }

  private static void copy(Frame from, Frame to) throws VisionException {
    to.raw().color_range(from.raw().color_range());
    to.raw().colorspace(from.raw().colorspace());
    if (from.raw().format() == to.raw().format()) {
      VisionException.check(av_frame_copy(to.raw(), from.raw()), "cannot copy a picture");
      return;
    }
    try (Scaler scaler = Scaler.between(from, to, SWS_BILINEAR)) {
      scaler.scale(from, to);
    }
  }
}
