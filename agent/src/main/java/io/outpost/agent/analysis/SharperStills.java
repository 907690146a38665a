package io.outpost.agent.analysis;

import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Marks;
import java.util.List;
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

  /**
   * The whole picture, and behind it a copy with marks drawn on it.
   *
   * @param marks measured in the analysed picture; empty for no copy
   * @return nothing when it cannot be had, as above
   */
  default List<Image> marked(AnalysedPicture analysed, Optional<Marks> marks) {
    return take(Image.Kind.SCENE, analysed, Optional.empty()).stream().toList();
  }
}
