package io.outpost.agent.ingest;

import java.time.Duration;

/**
 * How patient the agent is with cameras.
 *
 * @param connectTimeout for the TCP connection, TLS included
 * @param answerTimeout from the connection to the answer to PLAY
 * @param stallTimeout longest time without a whole picture
 * @param teardownTimeout longest wait for the answer to TEARDOWN
 * @param firstBackOff longest pause after the first failure; doubled with each further one
 * @param maxBackOff longest pause of all
 * @param maxConnecting connections being made at one time, in all
 * @param maxConnectingPerHost as {@code maxConnecting}, to one host
 */
public record IngestSettings(
    Duration connectTimeout,
    Duration answerTimeout,
    Duration stallTimeout,
    Duration teardownTimeout,
    Duration firstBackOff,
    Duration maxBackOff,
    int maxConnecting,
    int maxConnectingPerHost) {
  public static final IngestSettings DEFAULT =
      new IngestSettings(
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(60),
          32,
          8);
}
