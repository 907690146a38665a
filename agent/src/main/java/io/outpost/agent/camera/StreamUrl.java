package io.outpost.agent.camera;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/**
 * A stream's address as somebody typed or pasted it. Messages never quote the address, which may
 * hold a password.
 *
 * @param uri without user information
 * @param credentials what stood before the {@code @}
 */
public record StreamUrl(URI uri, Optional<Credentials> credentials) {
  private static final String CLIP = "file";
  private static final Set<String> SCHEMES = Set.of("rtsp", "rtsps", CLIP);

  /**
   * Takes an address apart. User and password end at the last {@code @} before the path: people
   * paste passwords with {@code #}, {@code ?} or {@code @} in them as they are.
   *
   * @throws IllegalArgumentException saying what is wrong and what is expected
   */
  public static StreamUrl parse(String text) {
    int schemeEnd = text.indexOf("://");
    if (schemeEnd < 0) {
      return new StreamUrl(checked(text), Optional.empty());
    }
    int hostStart = schemeEnd + 3;
    int pathStart = text.indexOf('/', hostStart);
    String authority = text.substring(hostStart, pathStart < 0 ? text.length() : pathStart);
    int at = authority.lastIndexOf('@');
    if (at < 0) {
      return new StreamUrl(checked(text), Optional.empty());
    }
    String userInfo = authority.substring(0, at);
    URI uri = checked(text.substring(0, hostStart) + text.substring(hostStart + at + 1));
    int colon = userInfo.indexOf(':');
    String user = decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
    String password = decoded(colon < 0 ? "" : userInfo.substring(colon + 1));
    return new StreamUrl(uri, Optional.of(new Credentials(user, new Secret(password))));
  }

  /** Whether a clip on this machine stands in for a camera's stream. */
  public static boolean isClip(URI stream) {
    return CLIP.equals(stream.getScheme());
  }

  private static URI checked(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException(
          "not a URL (%s at character %d); expected something like rtsp://192.0.2.10/main"
              .formatted(malformed.getReason(), malformed.getIndex() + 1),
          null);
    }
    if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme())) {
      throw new IllegalArgumentException(
          "expected a URL that begins with rtsp://, rtsps:// or file:///");
    }
    if (isClip(uri)) {
      if (uri.getPath() == null || uri.getPath().isEmpty()) {
        throw new IllegalArgumentException("a file URL needs a path, such as file:///clips/a.mp4");
      }
      return uri;
    }
    // Java leaves the host empty where the part before the path is not host[:port].
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(
          "no host name or address where one is expected, as in rtsp://192.0.2.10:554/main; if the"
              + " password has a '/', give it apart from the URL");
    }
    if (uri.getPort() > 65_535 || uri.getPort() == 0) {
      throw new IllegalArgumentException("port out of range; expected 1 to 65535");
    }
    return uri;
  }

  /** Undoes percent-encoding where it is valid, and else takes the text as it was typed. */
  private static String decoded(String text) {
    try {
      return Optional.ofNullable(new URI("x://" + text + "@h").getUserInfo()).orElse(text);
    } catch (URISyntaxException literal) {
      return text;
    }
  }
}
