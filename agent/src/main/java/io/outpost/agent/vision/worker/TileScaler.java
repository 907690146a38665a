package io.outpost.agent.vision.worker;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Scales parts of pictures to RGB, lighter where they are dark and quieter where they are noisy,
 * and keeps what does so for pictures of the same kinds.
 */
final class TileScaler implements AutoCloseable {
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

  /**
   * Where a part is made smaller than by this, so many pixels become one that their noise is gone.
   */
  private static final double NOISE_SURVIVES = 2;

  private final Optional<Denoising> denoising;
  private final Lightening lightening = new Lightening();
  private final ColourSmoothing smoothing = new ColourSmoothing();
  // The one that was not wanted for longest comes first.
  private final Map<Shape, Converter> converters = new LinkedHashMap<>(16, 0.75f, true);

  private TileScaler(Optional<Denoising> denoising) {
    this.denoising = denoising;
  }

  /** For detectors of faces: those that matter are small, and noise in brightness hides them. */
  static TileScaler forFaces() {
    return new TileScaler(Optional.of(new Denoising()));
  }

  /**
   * For detectors of bodies, which know them by what fine detail is left: they find fewer without
   * the noise than with it.
   */
  static TileScaler forBodies() {
    return new TileScaler(Optional.empty());
  }

  /**
   * Three bytes a pixel, row by row; lent until the next call.
   *
   * @param area inside the picture
   */
  byte[] scale(Frame picture, PixelArea area, int toWidth, int toHeight) throws VisionException {
    try (Frame view = picture.view(area)) {
      var shape = new Shape(Colours.of(picture), area.width(), area.height(), toWidth, toHeight);
      Converter converter = converters.get(shape);
      if (converter == null) {
        converter = converter(view, shape);
        converters.put(shape, converter);
        forgetEldest();
      }
      convert(view, converter);
      if (ColourSmoothing.noisy(converter.bytes, toWidth, toHeight)) {
        if (denoising.isPresent() && area.width() <= NOISE_SURVIVES * toWidth) {
          try (Frame quiet = denoising.get().of(view)) {
            convert(quiet, converter);
          }
        }
        smoothing.apply(converter.bytes, toWidth, toHeight);
      }
      return converter.bytes;
    }
  }

  private void convert(Frame view, Converter converter) throws VisionException {
    converter.scaler.scale(view, converter.rgb);
    converter.rgb.read(0, converter.rgb.width() * 3, converter.bytes);
    lightening.apply(converter.bytes);
  }

  @Override
  public void close() {
    converters.values().forEach(Converter::close);
    converters.clear();
  }

  private void forgetEldest() {
    if (converters.size() > MAX_CONVERTERS) {
      Iterator<Converter> eldest = converters.values().iterator();
      eldest.next().close();
      eldest.remove();
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
