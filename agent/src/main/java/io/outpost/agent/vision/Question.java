package io.outpost.agent.vision;

import io.outpost.agent.vision.wire.Request;
import io.outpost.agent.vision.wire.Response;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A call that is no batch of an open stream; somebody may be waiting for its answer.
 *
 * @param suspect whose pictures are decoded for it, if any are
 */
record Question(Request.Builder body, Optional<Suspect> suspect, CompletableFuture<Response> result)
    implements Call {
  Question(Request.Builder body, Optional<Suspect> suspect) {
    this(body, suspect, new CompletableFuture<>());
  }

  @Override
  public Optional<Request.Builder> request(long generation) {
    return Optional.of(body);
  }

  @Override
  public void answer(Response response) {
    suspect.ifPresent(cleared -> cleared.strikes = 0);
    if (response.hasFailure()) {
      fail(Wire.failure(response.getFailure()));
    } else {
      result.complete(response);
    }
  }

  @Override
  public void fail(IOException reason) {
    result.completeExceptionally(reason);
  }
}
