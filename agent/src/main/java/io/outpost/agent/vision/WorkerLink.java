package io.outpost.agent.vision;

import io.outpost.agent.time.TimeSource;
import io.outpost.agent.vision.VisionMetrics.RestartReason;
import io.outpost.agent.vision.model.ModelKind;
import io.outpost.agent.vision.wire.CloseStream;
import io.outpost.agent.vision.wire.Request;
import io.outpost.agent.vision.wire.Response;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one worker, and carries calls to it and answers back. One thread runs it; everything about
 * the connection belongs to that thread, other threads only queue calls.
 *
 * <p>A worker has many lives. Calls that are in its hands when one ends fail; calls that were not
 * yet sent wait for the next, but for no longer than the call timeout.
 */
final class WorkerLink implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerLink.class);

  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(100);
  private static final Duration MAX_BACK_OFF = Duration.ofSeconds(10);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  /** What all links have in common. */
  record Shared(
      Executor executor,
      TimeSource time,
      VisionMetrics metrics,
      Quarantine quarantine,
      ChosenDetectors detectors) {
    /** Leaves the link's thread for work that may block. */
    void handOver(Runnable work) {
      try {
        executor.execute(work);
      } catch (RejectedExecutionException e) {
        LOG.debug("answered on the link's thread: the executor is shut down", e);
        work.run();
      }
    }
  }

  private final WorkerEndpoint endpoint;
  private final Duration callTimeout;
  private final Shared shared;
  private final Selector selector;

  private final Queue<Call> submitted = new ConcurrentLinkedQueue<>();
  private final Set<Long> held = ConcurrentHashMap.newKeySet();
  private final CountDownLatch firstUp = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile String lastFailure = "it is still starting";
  private volatile boolean up;
  private volatile boolean closing;

  /** Link's thread only. */
  private final Ledger ledger;

  private long generation;

  WorkerLink(WorkerEndpoint endpoint, Duration callTimeout, Shared shared) {
    this.endpoint = endpoint;
    this.callTimeout = callTimeout;
    this.shared = shared;
    this.ledger = new Ledger(shared, callTimeout);
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new IllegalStateException("no more file descriptors for a vision worker", e);
    }
  }

  Shared shared() {
    return shared;
  }

  /** Of the detector of faces that is in use for a camera; empty for the built-in one. */
  String faceModel(String camera) {
    return shared.detectors().id(camera, ModelKind.FACE);
  }

  boolean up() {
    return up;
  }

  /** Streams in its care. */
  int load() {
    return held.size();
  }

  void hold(long stream) {
    held.add(stream);
  }

  void release(long stream) {
    if (held.remove(stream)) {
      forget(request -> request.setCloseStream(CloseStream.newBuilder().setStream(stream)));
    }
  }

  void submit(Call call) {
    submitted.add(call);
    if (ended.getCount() == 0) {
      failSubmitted();
    }
    selector.wakeup();
  }

  /** Asks and waits for the answer. */
  Response ask(UnaryOperator<Request.Builder> body) throws IOException {
    return ask(body, Optional.empty());
  }

  /**
   * Asks and waits for the answer.
   *
   * @param suspect whose pictures are decoded for it
   */
  Response ask(UnaryOperator<Request.Builder> body, Optional<Suspect> suspect) throws IOException {
    var question = new Question(body.apply(Request.newBuilder()), suspect);
    submit(question);
    try {
      // Twice: once for the wait for a worker, once for its answer.
      return question.result().get(2 * callTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (TimeoutException e) {
      throw new IOException("vision worker " + endpoint.name() + " gave no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the vision worker");
    }
  }

  /** Asks and does not care for the answer: something is being closed. */
  void forget(UnaryOperator<Request.Builder> body) {
    submit(new Question(body.apply(Request.newBuilder()), Optional.empty()));
  }

  void awaitReady(Duration limit) throws IOException, InterruptedException {
    if (!firstUp.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("vision worker " + endpoint.name() + " is not ready: " + lastFailure);
    }
  }

  void requestClose() {
    closing = true;
    selector.wakeup();
  }

  void awaitClosed() {
    try {
      if (!ended.await(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("vision worker did not end in time worker={}", endpoint.name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    Duration backOff = FIRST_BACK_OFF;
    try {
      while (!closing) {
        long began = shared.time().nanos();
        RestartReason reason = live();
        if (closing) {
          return;
        }
        boolean lived = shared.time().nanos() - began > MAX_BACK_OFF.toNanos();
        backOff = lived ? FIRST_BACK_OFF : min(backOff.multipliedBy(2), MAX_BACK_OFF);
        shared.metrics().restarted(reason);
        pause(backOff);
      }
    } catch (IOException e) {
      LOG.error("vision worker given up worker={}", endpoint.name(), e);
    } finally {
      end();
    }
  }

  /** One life of the worker. */
  private RestartReason live() {
    RestartReason reason = RestartReason.UNREACHABLE;
    long began = shared.time().nanos();
    try (var session = WorkerSession.open(endpoint, selector, () -> stillWanted(began))) {
      generation++;
      ledger.begin(shared.detectors().calls());
      reason = RestartReason.DIED;
      lastFailure = "";
      up = true;
      firstUp.countDown();
      while (!closing) {
        takeSubmitted();
        ledger.send(session, generation);
        session.exchange(ledger);
        if (ledger.overdue()) {
          reason = RestartReason.HUNG;
          throw new IOException("no answer to a request for " + callTimeout);
        }
      }
    } catch (IOException e) {
      if (!closing) {
        LOG.warn(
            "vision worker lost worker={} reason={} message={}",
            endpoint.name(),
            reason,
            e.getMessage());
        lastFailure = String.valueOf(e.getMessage());
        ledger.lost(reason, e);
      }
    } finally {
      up = false;
      endpoint.stop();
    }
    return reason;
  }

  private boolean stillWanted(long sinceNanos) {
    takeSubmitted();
    ledger.expireUnsent(lastFailure);
    return !closing && shared.time().nanos() - sinceNanos < START_LIMIT.toNanos();
  }

  private void takeSubmitted() {
    for (Call call = submitted.poll(); call != null; call = submitted.poll()) {
      ledger.add(call);
    }
  }

  private void pause(Duration length) throws IOException {
    long until = shared.time().nanos() + length.toNanos();
    while (!closing) {
      long left = until - shared.time().nanos();
      if (left <= 0) {
        return;
      }
      selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
      takeSubmitted();
      ledger.expireUnsent(lastFailure);
    }
  }

  private void end() {
    ended.countDown();
    ledger.close();
    failSubmitted();
    try {
      selector.close();
    } catch (IOException e) {
      LOG.warn("selector did not close worker={}", endpoint.name(), e);
    }
  }

  private void failSubmitted() {
    for (Call call = submitted.poll(); call != null; call = submitted.poll()) {
      call.fail(new IOException("the vision workers are closed"));
    }
  }

  /** With a stack trace of the caller's own. */
  private static IOException failure(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof StillRefusedException refused) {
      return refused;
    }
    return new IOException(cause == null ? e.getMessage() : cause.getMessage(), e);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
