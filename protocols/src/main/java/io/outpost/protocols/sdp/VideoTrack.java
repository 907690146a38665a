package io.outpost.protocols.sdp;

import io.outpost.protocols.rtp.VideoCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A video track of a session that can be received.
 *
 * @param payloadType what its RTP packets carry
 * @param clockRate RTP ticks a second
 * @param control as written: relative, absolute, {@code *}, or empty when there is none
 * @param parameters of the {@code fmtp} line, names in lower case
 * @param connection where a multicast track is sent to, unless SETUP says otherwise
 * @param port as {@code connection}; 0 from most cameras
 */
public record VideoTrack(
    VideoCodec codec,
    int payloadType,
    int clockRate,
    String control,
    Map<String, String> parameters,
    Optional<String> connection,
    int port) {
  private static final int CLOCK_RATE = 90_000;
  private static final int MAX_PARAMETERS = 64;

  public VideoTrack {
    parameters = Map.copyOf(parameters);
  }

  /** The first track of a codec we know, empty if there is none. */
  public static Optional<VideoTrack> first(SessionDescription session) {
    for (MediaDescription media : session.media()) {
      if (!media.media().equals("video")) {
        continue;
      }
      for (String format : media.formats()) {
        Optional<VideoTrack> track = of(media, format, session);
        if (track.isPresent()) {
          return track;
        }
      }
    }
    return Optional.empty();
  }

  /** What the video tracks are coded as, for a message when none of it is known. */
  public static List<String> encodings(SessionDescription session) {
    return session.media().stream()
        .filter(media -> media.media().equals("video"))
        .flatMap(media -> media.formats().stream().map(format -> encoding(media, format)))
        .toList();
  }

  private static Optional<VideoTrack> of(
      MediaDescription media, String format, SessionDescription session) {
    Optional<VideoCodec> codec = codec(encoding(media, format));
    int payloadType = payloadType(format);
    if (codec.isEmpty() || payloadType < 0) {
      return Optional.empty();
    }
    Map<String, String> parameters =
        parameters(media.attributes().forFormat("fmtp", format).orElse(""));
    return Optional.of(
        new VideoTrack(
            codec.get(),
            payloadType,
            CLOCK_RATE,
            media.attributes().first("control").orElse(""),
            parameters,
            media.connection().or(session::connection),
            media.port()));
  }

  /** The encoding name of the rtpmap; static payload types need none (RFC 3551 6). */
  private static String encoding(MediaDescription media, String format) {
    return media
        .attributes()
        .forFormat("rtpmap", format)
        .map(map -> map.substring(0, map.indexOf('/') < 0 ? map.length() : map.indexOf('/')).trim())
        .orElse(format.equals("26") ? "JPEG" : "payload type " + format);
  }

  private static Optional<VideoCodec> codec(String encoding) {
    return switch (encoding.toUpperCase(Locale.ROOT)) {
      case "H264" -> Optional.of(VideoCodec.H264);
      case "H265", "HEVC" -> Optional.of(VideoCodec.H265);
      case "JPEG" -> Optional.of(VideoCodec.JPEG);
      default -> Optional.empty();
    };
  }

  private static int payloadType(String format) {
    try {
      int number = Integer.parseInt(format);
      return number <= 127 ? number : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static Map<String, String> parameters(String fmtp) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String part : fmtp.split(";", MAX_PARAMETERS)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parameters.putIfAbsent(
            part.substring(0, equals).trim().toLowerCase(Locale.ROOT),
            part.substring(equals + 1).trim());
      }
    }
    return parameters;
  }
}
