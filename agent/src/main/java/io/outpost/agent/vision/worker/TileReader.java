package io.outpost.agent.vision.worker;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;

import io.outpost.agent.vision.DetectorPlan.Tile;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Scales tiles of pictures into a detector's input: RGB, -1..1, row by row. What of a tile lies
 * outside the picture is black. One for all streams of a thread: what it holds is megabytes.
 */
final class TileReader implements AutoCloseable {
  private static final float[] LEVELS = new float[256];

  static {
    for (int i = 0; i < LEVELS.length; i++) {
      LEVELS[i] = i / 127.5f - 1;
    }
  }

  /** Converters that are kept; cameras of one make need a handful. */
  private static final int MAX_CONVERTERS = 64;

  /** Of what is cut out, and what is made of it: what a converter is made for. */
  private record Shape(Colours colours, int width, int height, int toWidth, int toHeight) {}

  private record Colours(int format, int space, boolean fullRange) {
    static Colours of(Frame picture) {
      return new Colours(picture.raw().format(), picture.raw().colorspace(), picture.fullRange());
    }
  }

  private record Converter(Scaler scaler, Frame rgb, byte[] bytes) {
    void close() {
      scaler.close();
      rgb.close();
    }
  }

  private final int inputWidth;
  private final int inputHeight;
  private final float[] input;
  // The one that was not wanted for longest comes first.
  private final Map<Shape, Converter> converters = new LinkedHashMap<>(16, 0.75f, true);

  TileReader(int inputWidth, int inputHeight) {
    this.inputWidth = inputWidth;
    this.inputHeight = inputHeight;
    this.input = new float[inputWidth * inputHeight * 3];
  }

  /** Lent until the next call. */
  float[] read(Frame picture, Tile tile) throws VisionException {
    int width = Math.min(tile.width(), picture.width() - tile.x());
    int height = Math.min(tile.height(), picture.height() - tile.y());
    int toWidth = Math.max(1, (int) Math.round((double) inputWidth * width / tile.width()));
    int toHeight = Math.max(1, (int) Math.round((double) inputHeight * height / tile.height()));
    try (Frame view = picture.view(new PixelArea(tile.x(), tile.y(), width, height))) {
      var shape = new Shape(Colours.of(picture), width, height, toWidth, toHeight);
      Converter converter = converters.get(shape);
      if (converter == null) {
        converter = converter(view, shape);
        converters.put(shape, converter);
        forgetEldest();
      }
      converter.scaler.scale(view, converter.rgb);
      converter.rgb.read(0, toWidth * 3, converter.bytes);
      fill(converter.bytes, toWidth, toHeight);
      return input;
    }
  }

  private void forgetEldest() {
    if (converters.size() > MAX_CONVERTERS) {
      Iterator<Converter> eldest = converters.values().iterator();
      eldest.next().close();
      eldest.remove();
    }
  }

  @Override
  public void close() {
    converters.values().forEach(Converter::close);
    converters.clear();
  }

  private void fill(byte[] rgb, int width, int height) {
    if (width < inputWidth || height < inputHeight) {
      Arrays.fill(input, -1);
    }
    int from = 0;
    for (int y = 0; y < height; y++) {
      int to = y * inputWidth * 3;
      for (int i = 0; i < width * 3; i++) {
        input[to++] = LEVELS[rgb[from++] & 0xff];
      }
    }
  }

  private static Converter converter(Frame view, Shape shape) throws VisionException {
    Frame rgb = Frame.allocate(shape.toWidth, shape.toHeight, AV_PIX_FMT_RGB24);
    try {
      Scaler scaler = Scaler.between(view, rgb, SWS_BILINEAR);
      return new Converter(scaler, rgb, new byte[shape.toWidth * shape.toHeight * 3]);
    } catch (VisionException e) {
      rgb.close();
      throw e;
    }
  }
}
