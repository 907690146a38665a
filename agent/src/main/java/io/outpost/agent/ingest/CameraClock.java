package io.outpost.agent.ingest;

import java.time.Duration;

/**
 * What is known of a camera's clock from elsewhere than its stream.
 *
 * @param ahead of this machine's, negative when it is behind
 * @param error how far that may be off
 */
public record CameraClock(Duration ahead, Duration error) {}
