package io.outpost.agent.analysis;

import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Retouch;
import java.util.List;
import java.util.Optional;

/**
 * Gives stills of a moment that has passed, from a stream with more pixels than the analysed one.
 * Each costs the decoding of a group of pictures: ask for what is told, not for every candidate.
 */
public interface SharperStills {
  /** There is no such stream. */
  SharperStills NONE =
      new SharperStills() {
        @Override
        public Optional<Image> face(AnalysedPicture analysed, Box area) {
          return Optional.empty();
        }

        @Override
        public List<Image> scene(AnalysedPicture analysed, Retouch retouch) {
          return List.of();
        }
      };

  /**
   * May wait for some hundred milliseconds until the picture has come, and for a vision worker.
   *
   * @param analysed the picture whose moment is wanted
   * @param area the part to cut out, clipped to the picture
   * @return empty when it cannot be had, which is counted where the reason is known
   */
  Optional<Image> face(AnalysedPicture analysed, Box area);

  /**
   * The whole picture, and behind it a copy where marks are drawn.
   *
   * @param retouch measured in the analysed picture
   * @return nothing when it cannot be had, as above; also where faces are to be blurred and cannot
   *     be
   */
  List<Image> scene(AnalysedPicture analysed, Retouch retouch);
}
