package io.outpost.agent.camera;

import java.net.URI;
import java.util.Optional;

/**
 * Where a camera's pictures come from.
 *
 * @param main the full picture, {@code rtsp://} or {@code rtsps://}, never with user information
 * @param sub the small picture that is analysed where there is one
 */
public record Streams(URI main, Optional<URI> sub) {
  public Streams {
    refuseUserInfo("streams.main", main);
    sub.ifPresent(uri -> refuseUserInfo("streams.sub", uri));
  }

  /** The same at other addresses. */
  public Streams with(URI otherMain, Optional<URI> otherSub) {
    return new Streams(otherMain, otherSub);
  }

  /** What is analysed. */
  public URI analysed() {
    return sub.orElse(main);
  }

  private static void refuseUserInfo(String key, URI uri) {
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          key + " carries a user name or password; store it with 'credentials:' by name instead");
    }
  }
}
