package io.outpost.agent.analysis;

import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Marks;
import java.util.List;
import java.util.Optional;

/**
 * Gives stills of moments that have passed, from the coded pictures that are kept of the analysed
 * stream. Each costs the decoding of a group of pictures: ask for what is told.
 */
public interface EarlierStills {
  /** No pictures are kept. */
  EarlierStills NONE = (moment, marks) -> List.of();

  /**
   * May wait for a vision worker.
   *
   * @param moment a picture that was analysed
   * @param marks what is drawn on a copy; empty for no copy
   * @return the picture as it was, and the copy behind it; nothing when it cannot be had
   */
  List<Image> take(AnalysedPicture moment, Optional<Marks> marks);
}
