package io.outpost.agent.onvif;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Waits for what was asked; every question has its own limit of time. */
final class Answers {
  private Answers() {}

  static <T> T await(CompletableFuture<T> answer) throws OnvifException, InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException failed) {
      throw failure(failed);
    }
  }

  /** The failure that a chain of futures has wrapped. */
  static OnvifException failure(Throwable wrapped) {
    Throwable cause = wrapped;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof OnvifException known
        ? known
        : new OnvifException(
            OnvifException.Reason.NOT_ONVIF, "asking the camera failed: " + cause, cause);
  }
}
