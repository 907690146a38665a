package io.outpost.agent.ingest;

import java.util.Optional;

/**
 * The state of a stream and what is known with it.
 *
 * @param failure why it does not stream: the last attempt's end, kept until pictures arrive again
 * @param details of what arrives while {@link StreamState#STREAMING}
 */
public record StreamStatus(
    StreamState state, Optional<StreamFailure> failure, Optional<StreamDetails> details) {
  static final StreamStatus NEW =
      new StreamStatus(StreamState.CONNECTING, Optional.empty(), Optional.empty());
}
