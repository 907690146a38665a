package io.outpost.agent.vision;

import io.outpost.agent.vision.VisionMetrics.RestartReason;
import io.outpost.agent.vision.WorkerLink.Shared;
import io.outpost.agent.vision.wire.Request;
import io.outpost.agent.vision.wire.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The calls of one link: those that wait to be sent, and those in the worker's hands. For the
 * link's thread.
 *
 * <p>When a worker dies, every stream in its hands is a suspect. Suspects go to the next worker one
 * at a time until they are cleared by an answer, so that only the culprit is there for the second
 * death.
 */
final class Ledger {
  private static final int STRIKES = 2;

  private record Entry(Call call, long sinceNanos) {}

  private final Shared shared;
  private final Duration callTimeout;
  private final List<Entry> unsent = new ArrayList<>();
  private final Map<Long, Entry> sent = new LinkedHashMap<>();
  private long nextId = 1;

  Ledger(Shared shared, Duration callTimeout) {
    this.shared = shared;
    this.callTimeout = callTimeout;
  }

  void add(Call call) {
    unsent.add(new Entry(call, shared.time().nanos()));
  }

  /**
   * The worker's life begins with these.
   *
   * @param first calls that are alone, in place of those of an earlier life
   */
  void begin(List<Call> first) {
    unsent.removeIf(entry -> entry.call().alone());
    for (int i = 0; i < first.size(); i++) {
      unsent.add(i, new Entry(first.get(i), shared.time().nanos()));
    }
  }

  /** Sends whatever may be sent. */
  void send(WorkerSession session, long generation) {
    if (holdsAlone()) {
      return;
    }
    for (Iterator<Entry> entries = unsent.iterator(); entries.hasNext(); ) {
      Call call = entries.next().call();
      if (call.alone() && !sent.isEmpty()) {
        return; // Until all else is answered: nothing may overtake it for ever.
      }
      if (call.suspect().filter(this::mustWait).isPresent()) {
        continue;
      }
      entries.remove();
      Optional<Request.Builder> body = call.request(generation);
      if (body.isPresent()) {
        send(session, call, body.get());
        if (holdsAlone()) {
          return;
        }
      }
    }
  }

  void answer(Response response) {
    Entry entry = sent.remove(response.getId());
    if (entry != null) {
      entry.call().answer(response);
    }
  }

  /** Whether the worker has been silent about something for too long. */
  boolean overdue() {
    return !sent.isEmpty() && old(sent.values().iterator().next());
  }

  /** Fails what has waited too long for a worker. */
  void expireUnsent(String reason) {
    for (Iterator<Entry> entries = unsent.iterator(); entries.hasNext(); ) {
      Entry entry = entries.next();
      if (old(entry)) {
        entries.remove();
        entry.call().fail(new IOException("there is no vision worker: " + reason));
      }
    }
  }

  /** The worker is gone, and with it all that was in its hands. */
  void lost(RestartReason reason, IOException cause) {
    Set<Suspect> suspects = new LinkedHashSet<>();
    List<Entry> failed = List.copyOf(sent.values());
    sent.clear();
    failed.forEach(entry -> entry.call().suspect().ifPresent(suspects::add));
    for (Suspect suspect : suspects) {
      suspect.strikes++;
      if (suspect.strikes >= STRIKES) {
        suspect.strikes = 0;
        shared.quarantine().add(suspect);
      }
    }
    failed.forEach(
        entry ->
            entry
                .call()
                .fail(
                    new IOException(
                        "the vision worker " + reason.words() + ": " + cause.getMessage(), cause)));
  }

  void close() {
    var closed = new IOException("the vision workers are closed");
    sent.values().forEach(entry -> entry.call().fail(closed));
    unsent.forEach(entry -> entry.call().fail(closed));
    sent.clear();
    unsent.clear();
  }

  private void send(WorkerSession session, Call call, Request.Builder body) {
    Request request = body.setId(nextId++).build();
    int size = request.getSerializedSize();
    if (size > session.maxMessageBytes()) {
      call.fail(
          new IOException(
              "request of "
                  + size
                  + " bytes to the vision worker, expected at most "
                  + session.maxMessageBytes()));
      return;
    }
    sent.put(request.getId(), new Entry(call, shared.time().nanos()));
    session.send(request);
  }

  /** A call that is alone is sent when there are no others, and none is sent beside it. */
  private boolean holdsAlone() {
    return sent.size() == 1 && sent.values().iterator().next().call().alone();
  }

  private boolean mustWait(Suspect suspect) {
    return suspect.strikes > 0
        && sent.values().stream()
            .anyMatch(entry -> entry.call().suspect().filter(s -> s.strikes > 0).isPresent());
  }

  private boolean old(Entry entry) {
    return shared.time().nanos() - entry.sinceNanos() > callTimeout.toNanos();
  }
}
