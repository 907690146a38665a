package io.outpost.agent.vision;

import io.outpost.agent.vision.wire.Request;
import io.outpost.agent.vision.wire.Response;
import java.io.IOException;
import java.util.Optional;

/** Something asked of a worker. All but the constructor is called by the link's thread. */
interface Call {
  /** Whose pictures the worker decodes for it, should the worker die. */
  Optional<Suspect> suspect();

  /** Whether nothing else may be in the worker's hands with it. */
  default boolean alone() {
    return false;
  }

  /**
   * The request, in the worker's present life.
   *
   * @param generation of the link, from 1, one more for each new life
   * @return empty when there is nothing to ask after all; the call has then been answered
   */
  Optional<Request.Builder> request(long generation);

  /** Once. Must not block. */
  void answer(Response response);

  /** Once, instead of {@link #answer}. Must not block. */
  void fail(IOException reason);
}
