package io.outpost.protocols.onvif;

import io.outpost.protocols.rtp.VideoCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which profiles are the main and the sub stream. Resolution decides, since names often say
 * nothing: main is the largest picture, sub the largest of the others within {@link
 * #MAX_SUB_PIXELS}, or else the smallest. Names count only where no profile tells its resolution.
 *
 * @param reason why these, for people
 */
public record StreamChoice(Optional<MediaProfile> main, Optional<MediaProfile> sub, String reason) {
  /** A picture that is large enough to look at and small enough to decode all day: 1280x720. */
  public static final int MAX_SUB_PIXELS = 1280 * 720;

  private static final Comparator<MediaProfile> BY_SIZE =
      Comparator.<MediaProfile>comparingInt(StreamChoice::pixels)
          .thenComparingInt(profile -> is(profile, VideoCodec.JPEG) ? 0 : 1)
          .thenComparingDouble(
              profile -> profile.encoder().map(e -> e.frameRate().orElse(0)).orElse(0.0));

  /**
   * Chooses.
   *
   * @param media2 profiles of Media2; these are used where any of them carries video, since only
   *     Media2 tells of H.265
   * @param media profiles of Media
   * @param videoSource the lens that is wanted; without one it is that of the first profile
   */
  public static StreamChoice of(
      List<MediaProfile> media2, List<MediaProfile> media, Optional<String> videoSource) {
    List<MediaProfile> second = candidates(media2, videoSource);
    List<MediaProfile> candidates = second.isEmpty() ? candidates(media, videoSource) : second;
    String origin = second.isEmpty() ? "Media" : "Media2";
    if (candidates.isEmpty()) {
      return new StreamChoice(
          Optional.empty(),
          Optional.empty(),
          "no profile with H.264, H.265 or JPEG among %d of Media2 and %d of Media"
              .formatted(media2.size(), media.size()));
    }
    boolean sized = candidates.stream().anyMatch(profile -> pixels(profile) > 0);
    return sized ? bySize(origin, candidates) : byName(origin, candidates);
  }

  /** Those with a usable encoder, of one lens, each encoder once, in the order of the camera. */
  private static List<MediaProfile> candidates(
      List<MediaProfile> profiles, Optional<String> videoSource) {
    List<MediaProfile> usable = new ArrayList<>(profiles);
    usable.removeIf(profile -> profile.encoder().flatMap(VideoEncoder::codec).isEmpty());
    if (usable.isEmpty()) {
      return usable;
    }
    Optional<String> wanted = videoSource.or(() -> usable.get(0).videoSource());
    usable.removeIf(profile -> wanted.isPresent() && !profile.videoSource().equals(wanted));
    Set<String> seen = new HashSet<>();
    usable.removeIf(
        profile -> {
          String token = profile.encoder().map(VideoEncoder::token).orElse("");
          return !token.isEmpty() && !seen.add(token);
        });
    return usable;
  }

  private static StreamChoice bySize(String origin, List<MediaProfile> candidates) {
    MediaProfile main = first(candidates, BY_SIZE);
    List<MediaProfile> smaller = new ArrayList<>(candidates);
    smaller.removeIf(profile -> pixels(profile) == 0 || pixels(profile) >= pixels(main));
    // A camera may offer a small JPEG beside a real sub stream; it costs more than it is worth.
    if (smaller.stream().anyMatch(profile -> !is(profile, VideoCodec.JPEG))) {
      smaller.removeIf(profile -> is(profile, VideoCodec.JPEG));
    }
    List<MediaProfile> fitting =
        smaller.stream().filter(profile -> pixels(profile) <= MAX_SUB_PIXELS).toList();
    Optional<MediaProfile> sub;
    if (smaller.isEmpty()) {
      sub = Optional.empty();
    } else if (fitting.isEmpty()) {
      sub = Optional.of(first(smaller, BY_SIZE.reversed()));
    } else {
      sub = Optional.of(first(fitting, BY_SIZE));
    }
    String found = "by resolution among " + candidates.size() + " profiles of " + origin;
    return new StreamChoice(
        Optional.of(main), sub, found + ": main " + show(main) + ", sub " + showSub(sub));
  }

  private static StreamChoice byName(String origin, List<MediaProfile> candidates) {
    MediaProfile main =
        candidates.stream()
            .filter(profile -> isNamed(profile, "main", "primary", "high"))
            .findFirst()
            .orElse(candidates.get(0));
    List<MediaProfile> others = new ArrayList<>(candidates);
    others.remove(main);
    Optional<MediaProfile> sub =
        others.stream()
            .filter(profile -> isNamed(profile, "sub", "secondary", "low"))
            .findFirst()
            .or(() -> others.stream().findFirst());
    return new StreamChoice(
        Optional.of(main),
        sub,
        "no resolution in %d profiles of %s, so by name and order: main %s, sub %s"
            .formatted(candidates.size(), origin, show(main), showSub(sub)));
  }

  /** The greatest; of equal ones that which the camera names first. */
  private static MediaProfile first(List<MediaProfile> profiles, Comparator<MediaProfile> order) {
    MediaProfile best = profiles.get(0);
    for (MediaProfile profile : profiles) {
      if (order.compare(profile, best) > 0) {
        best = profile;
      }
    }
    return best;
  }

  private static boolean isNamed(MediaProfile profile, String... words) {
    String name = profile.name().toLowerCase(Locale.ROOT);
    return List.of(words).stream().anyMatch(name::contains);
  }

  private static int pixels(MediaProfile profile) {
    return profile.encoder().map(VideoEncoder::pixels).orElse(0);
  }

  private static boolean is(MediaProfile profile, VideoCodec codec) {
    return profile.encoder().flatMap(VideoEncoder::codec).equals(Optional.of(codec));
  }

  private static String showSub(Optional<MediaProfile> sub) {
    return sub.map(StreamChoice::show).orElse("none");
  }

  private static String show(MediaProfile profile) {
    String size =
        profile
            .encoder()
            .filter(e -> e.pixels() > 0)
            .map(e -> " " + e.width() + "x" + e.height())
            .orElse("");
    return "'" + profile.token() + "'" + size;
  }
}
