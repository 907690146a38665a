package io.outpost.protocols.onvif;

import io.outpost.protocols.rtp.VideoCodec;
import io.outpost.protocols.xml.XmlElement;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a stream is encoded (ONVIF Media and Media2, video encoder configuration).
 *
 * @param token by which the configuration is named
 * @param codec empty for one that cannot be received, such as MPEG-4 part 2
 * @param width in pixels; 0 when it is not told
 * @param height in pixels; 0 when it is not told
 * @param frameRate the most pictures a second
 * @param groupLength pictures from one key picture to the next
 * @param kilobitsPerSecond the most
 */
public record VideoEncoder(
    String token,
    Optional<VideoCodec> codec,
    int width,
    int height,
    OptionalDouble frameRate,
    OptionalInt groupLength,
    OptionalInt kilobitsPerSecond) {
  private static final int MAX_SIDE_PIXELS = 32_768;

  /** Above this a bit rate must be in bits: the unit is kbps, and some firmware writes bps. */
  private static final int MAX_KILOBITS_PER_SECOND = 400_000;

  public VideoEncoder {
    boolean told = width > 0 && height > 0 && width <= MAX_SIDE_PIXELS && height <= MAX_SIDE_PIXELS;
    width = told ? width : 0;
    height = told ? height : 0;
  }

  /** 0 when it is not told. */
  public int pixels() {
    return width * height;
  }

  /** Reads what Media and Media2 write, which differ in where the group length stands. */
  static VideoEncoder read(XmlElement configuration) {
    Optional<String> encoding = configuration.textAt("Encoding");
    OptionalInt groupLength = positive(Fields.decimal(configuration.attribute("GovLength")));
    for (String codec : new String[] {"H264", "H265", "MPEG4"}) {
      if (groupLength.isEmpty()) {
        groupLength = positive(Fields.decimal(configuration.textAt(codec, "GovLength")));
      }
    }
    OptionalDouble rate = Fields.decimal(configuration.textAt("RateControl", "FrameRateLimit"));
    return new VideoEncoder(
        configuration.attribute("token").orElse(""),
        encoding.flatMap(VideoEncoder::codec),
        Fields.number(configuration, "Resolution", "Width").orElse(0),
        Fields.number(configuration, "Resolution", "Height").orElse(0),
        rate.isPresent() && rate.getAsDouble() > 0 ? rate : OptionalDouble.empty(),
        groupLength,
        kilobits(positive(Fields.decimal(configuration.textAt("RateControl", "BitrateLimit")))));
  }

  private static OptionalInt positive(OptionalDouble value) {
    boolean fits =
        value.isPresent() && value.getAsDouble() >= 1 && value.getAsDouble() <= Integer.MAX_VALUE;
    return fits ? OptionalInt.of((int) value.getAsDouble()) : OptionalInt.empty();
  }

  private static OptionalInt kilobits(OptionalInt limit) {
    boolean bits = limit.isPresent() && limit.getAsInt() > MAX_KILOBITS_PER_SECOND;
    return bits ? OptionalInt.of(limit.getAsInt() / 1000) : limit;
  }

  /** {@code H264}, {@code H.265}, {@code HEVC}, and media types as {@code video/H264}. */
  private static Optional<VideoCodec> codec(String encoding) {
    String name = encoding.toUpperCase(Locale.ROOT).replace(".", "").replace("VIDEO/", "");
    return switch (name) {
      case "H264", "AVC" -> Optional.of(VideoCodec.H264);
      case "H265", "HEVC" -> Optional.of(VideoCodec.H265);
      case "JPEG", "MJPEG" -> Optional.of(VideoCodec.JPEG);
      default -> Optional.empty();
    };
  }
}
