package io.outpost.agent.onvif;

import java.time.Duration;

/**
 * How a camera is listened to.
 *
 * @param lifetime asked for a subscription, which is renewed when half of it has passed
 * @param pull how long the camera may hold a question when it has nothing to say
 * @param pace the least from one question to the next, whatever the camera has to say
 * @param hold after which a property is taken to be over whose end the camera does not tell
 * @param firstPause the most before a broken subscription is made anew; doubled each time
 * @param longestPause up to which it is doubled
 */
public record EventSettings(
    Duration lifetime,
    Duration pull,
    Duration pace,
    Duration hold,
    Duration firstPause,
    Duration longestPause) {
  public static final EventSettings DEFAULT =
      new EventSettings(
          Duration.ofSeconds(120),
          Duration.ofSeconds(20),
          Duration.ofMillis(100),
          Duration.ofSeconds(30),
          Duration.ofSeconds(2),
          Duration.ofMinutes(2));
}
