package io.outpost.agent.analysis;

import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Box;
import java.util.Optional;

/**
 * Gives stills of a moment that has passed, from a stream with more pixels than the analysed one.
 * Each costs the decoding of a group of pictures: ask for what is told, not for every candidate.
 */
public interface SharperStills {
  /** There is no such stream. */
  SharperStills NONE = (kind, analysed, area) -> Optional.empty();

  /**
   * May wait for some hundred milliseconds until the picture has come, and for a vision worker.
   *
   * @param analysed the picture whose moment is wanted
   * @param area the part to cut out, clipped to the picture; empty for all of it
   * @return empty when it cannot be had, which is counted where the reason is known
   */
  Optional<Image> take(Image.Kind kind, AnalysedPicture analysed, Optional<Box> area);
}
