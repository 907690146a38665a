package io.outpost.agent.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Bounds how many connections are being made at one time, in all and to one host. First come, first
 * served, but a host at its bound holds nobody else up. Thread-safe.
 */
final class ConnectBudget {
  private record Waiting(String host, Runnable granted) {}

  private final int maxConnecting;
  private final int maxPerHost;
  private final Queue<Waiting> queue = new ArrayDeque<>();
  private final Map<String, Integer> perHost = new HashMap<>();
  private int connecting;

  ConnectBudget(int maxConnecting, int maxPerHost) {
    this.maxConnecting = maxConnecting;
    this.maxPerHost = maxPerHost;
  }

  /**
   * Runs {@code granted} when it is its turn: at once, or on the thread of whoever releases. Each
   * grant is given back by {@link #release}.
   */
  void acquire(String host, Runnable granted) {
    synchronized (this) {
      queue.add(new Waiting(host, granted));
    }
    grant();
  }

  void release(String host) {
    synchronized (this) {
      connecting--;
      perHost.merge(host, -1, (a, b) -> a + b == 0 ? null : a + b);
    }
    grant();
  }

  synchronized int connecting() {
    return connecting;
  }

  private void grant() {
    List<Waiting> turn = new ArrayList<>();
    synchronized (this) {
      for (Iterator<Waiting> all = queue.iterator();
          all.hasNext() && connecting < maxConnecting; ) {
        Waiting next = all.next();
        if (perHost.getOrDefault(next.host(), 0) < maxPerHost) {
          all.remove();
          connecting++;
          perHost.merge(next.host(), 1, Integer::sum);
          turn.add(next);
        }
      }
    }
    turn.forEach(next -> next.granted().run());
  }
}
