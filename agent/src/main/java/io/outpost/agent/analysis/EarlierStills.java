package io.outpost.agent.analysis;

import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Retouch;
import java.util.List;

/**
 * Gives stills of moments that have passed, from the coded pictures that are kept of the analysed
 * stream. Each costs the decoding of a group of pictures: ask for what is told.
 */
public interface EarlierStills {
  /** No pictures are kept. */
  EarlierStills NONE = (moment, retouch) -> List.of();

  /**
   * May wait for a vision worker.
   *
   * @param moment a picture that was analysed
   * @return the picture, and the copy behind it where marks are drawn; nothing when it cannot be
   *     had, also where faces are to be blurred and cannot be
   */
  List<Image> take(AnalysedPicture moment, Retouch retouch);
}
