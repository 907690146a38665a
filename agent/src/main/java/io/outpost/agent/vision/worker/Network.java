package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.wire.Numbers;

/** A model that is ready to run on one thread, whatever runs it. */
interface Network extends AutoCloseable {
  /**
   * Computes.
   *
   * @param input as many numbers as the model takes, in its layout; not kept
   * @throws VisionException when it fails to run
   */
  Outputs run(float[] input) throws VisionException;

  /** How its weights are stored. */
  Numbers numbers();

  @Override
  void close();
}
