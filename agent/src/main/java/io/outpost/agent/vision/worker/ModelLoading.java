package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.wire.Done;
import io.outpost.agent.vision.wire.Failure;
import io.outpost.agent.vision.wire.Response;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Loads one model on each of the vision threads; the last one that is done answers. */
final class ModelLoading {
  private final String id;
  private final AtomicInteger left;
  private volatile String problem = "";
  private final Consumer<Response.Builder> answer;

  ModelLoading(String id, int threads, Consumer<Response.Builder> answer) {
    this.id = id;
    this.left = new AtomicInteger(threads);
    this.answer = answer;
  }

  /** On one of the threads. */
  void load(Detectors detectors) {
    try {
      detectors.load(id);
    } catch (VisionException e) {
      problem = String.valueOf(e.getMessage());
    } catch (RuntimeException | LinkageError e) { // A library that is not here is the latter.
      problem = e.toString();
    }
    if (left.decrementAndGet() == 0) {
      answer.accept(response());
    }
  }

  private Response.Builder response() {
    String words = problem;
    return words.isEmpty()
        ? Response.newBuilder().setDone(Done.getDefaultInstance())
        : Response.newBuilder().setFailure(Failure.newBuilder().setMessage(words));
  }
}
