package io.outpost.agent.vision;

import java.util.Optional;

/**
 * What is done to a still of a whole picture before it is shown.
 *
 * @param marks drawn on a copy; empty for no copy
 * @param blur empty where faces stay as they are
 */
public record Retouch(Optional<Marks> marks, Optional<FaceBlur> blur) {
  /** It stays as it is. */
  public static final Retouch NONE = new Retouch(Optional.empty(), Optional.empty());

  /**
   * Of a picture in which nobody's face matters.
   *
   * @param blursFaces whether all faces are blurred
   */
  public static Retouch of(Optional<Marks> marks, boolean blursFaces) {
    return new Retouch(marks, blursFaces ? Optional.of(FaceBlur.ALL) : Optional.empty());
  }
}
