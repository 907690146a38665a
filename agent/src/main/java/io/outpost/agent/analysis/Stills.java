package io.outpost.agent.analysis;

import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.MarkedStill;
import io.outpost.agent.vision.Retouch;
import io.outpost.agent.vision.Still;
import java.io.IOException;

/**
 * Gives JPEG images of the picture that is being analysed. Valid only while that picture is: the
 * vision worker keeps the pictures of the last batch and no more.
 */
public interface Stills {
  /**
   * A face, or another part of the picture.
   *
   * @param mediaMicros which picture
   * @param area what to cut out, clipped to the picture
   * @return a JPEG, masks burnt in
   * @throws IOException when the worker has gone or no longer holds the picture
   */
  Still face(long mediaMicros, Box area) throws IOException;

  /**
   * The whole picture, and a copy of it where marks are drawn.
   *
   * @throws IOException as {@link #face}, and when faces are to be blurred and cannot be
   */
  MarkedStill scene(long mediaMicros, Retouch retouch) throws IOException;
}
