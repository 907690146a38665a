package io.outpost.agent.analysis;

import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.MarkedStill;
import io.outpost.agent.vision.Marks;
import io.outpost.agent.vision.Still;
import java.io.IOException;
import java.util.Optional;

/**
 * Gives JPEG images of the picture that is being analysed. Valid only while that picture is: the
 * vision worker keeps the pictures of the last batch and no more.
 */
public interface Stills {
  /**
   * @param mediaMicros which picture
   * @param area the part to cut out, clipped to the picture; empty for all of it
   * @return a JPEG, masks burnt in
   * @throws IOException when the worker has gone or no longer holds the picture
   */
  Still take(long mediaMicros, Optional<Box> area) throws IOException;

  /**
   * The whole picture, and a copy of it with marks drawn on it.
   *
   * @param marks empty for no copy
   * @throws IOException as {@link #take}
   */
  default MarkedStill takeMarked(long mediaMicros, Optional<Marks> marks) throws IOException {
    return new MarkedStill(take(mediaMicros, Optional.empty()), Optional.empty());
  }
}
