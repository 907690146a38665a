package io.outpost.agent.gate;

import java.time.Duration;

/**
 * How a box has fared since the sample before.
 *
 * @param busyShare of the time that the workers' threads have, 0 for none of it; more than 1 where
 *     they have to share the cores
 * @param answerDelay from handing a batch of pictures to a worker until it answers, on average
 * @param dropped access units that were not analysed because the box did not keep up
 */
public record LoadSample(double busyShare, Duration answerDelay, long dropped) {
  public LoadSample {
    if (!(busyShare >= 0) || answerDelay.isNegative() || dropped < 0) {
      throw new IllegalArgumentException(
          "load of %s, %s, %d, expected nothing below 0"
              .formatted(busyShare, answerDelay, dropped));
    }
  }
}
