package io.outpost.agent.vision;

import io.outpost.agent.vision.wire.Request;
import io.outpost.agent.vision.wire.Response;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A call that looks at no stream; somebody may be waiting for its answer. */
record Question(Request.Builder body, CompletableFuture<Response> result) implements Call {
  Question(Request.Builder body) {
    this(body, new CompletableFuture<>());
  }

  @Override
  public Optional<VisionStream> stream() {
    return Optional.empty();
  }

  @Override
  public Optional<Request.Builder> request(long generation) {
    return Optional.of(body);
  }

  @Override
  public void answer(Response response) {
    if (response.hasFailure()) {
      fail(new IOException(response.getFailure().getMessage()));
    } else {
      result.complete(response);
    }
  }

  @Override
  public void fail(IOException reason) {
    result.completeExceptionally(reason);
  }
}
