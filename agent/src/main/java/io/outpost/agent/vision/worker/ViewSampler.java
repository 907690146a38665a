package io.outpost.agent.vision.worker;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;

import com.google.protobuf.UnsafeByteOperations;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.view.Outline;
import io.outpost.agent.view.ViewGrid;
import io.outpost.agent.vision.wire.View;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;

/** Measures now and then what a stream's whole picture is like. */
final class ViewSampler {
  /** Between two looks: a little less than a group of pictures, so that each key picture is one. */
  private static final long INTERVAL_MICROS = 1_900_000;

  private static final int CHROMA_ROWS = 12;
  private static final int CHROMA_STEP = 4;
  private static final int NO_COLOUR = 128;

  private final ViewGrid grid;
  private long lastMicros = Long.MIN_VALUE;

  ViewSampler(List<Polygon> masks) {
    this.grid = new ViewGrid(masks);
  }

  /** Whether the next look has come; also when media time has gone back. */
  boolean due(long micros) {
    return lastMicros == Long.MIN_VALUE
        || micros < lastMicros
        || micros - lastMicros >= INTERVAL_MICROS;
  }

  /**
   * Looks.
   *
   * @param small has taken {@code picture}
   */
  View sample(Frame picture, SmallPicture small, long micros) {
    lastMicros = micros;
    Outline outline = grid.measure(small.luma(), colour(picture));
    return View.newBuilder()
        .setMediaMicros(micros)
        .setLevels(UnsafeByteOperations.unsafeWrap(outline.levels()))
        .setDetails(UnsafeByteOperations.unsafeWrap(outline.details()))
        .setColour((float) outline.colour())
        .build();
  }

  private double colour(Frame picture) {
    int format = picture.raw().format();
    boolean rowsHalved = format == AV_PIX_FMT_YUV420P || format == AV_PIX_FMT_YUVJ420P;
    if (!rowsHalved && format != AV_PIX_FMT_YUV422P && format != AV_PIX_FMT_YUVJ422P) {
      return Outline.UNKNOWN_COLOUR;
    }
    int rows = rowsHalved ? picture.height() / 2 : picture.height();
    return (colour(picture, 1, rows) + colour(picture, 2, rows)) / 2;
  }

  /** What masks leave of the plane; {@link Outline#UNKNOWN_COLOUR} where that is nothing. */
  private double colour(Frame picture, int plane, int rows) {
    byte[] row = new byte[picture.width() / 2];
    int step = Math.max(1, rows / CHROMA_ROWS);
    long sum = 0;
    int count = 0;
    try (BytePointer data = picture.plane(plane)) {
      for (int y = step / 2; y < rows; y += step) {
        data.position((long) y * picture.stride(plane)).get(row);
        for (int x = 0; x < row.length; x += CHROMA_STEP) {
          if (grid.open((double) x / row.length, (double) y / rows)) {
            sum += Math.abs((row[x] & 0xff) - NO_COLOUR);
            count++;
          }
        }
      }
    }
    return count == 0 ? Outline.UNKNOWN_COLOUR : (double) sum / count;
  }
}
