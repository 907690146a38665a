package io.outpost.agent.restream;

import io.outpost.agent.time.TimeSource;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Wrong passwords by address: whoever guesses is not let in for a while, so that a password of
 * eight letters outlasts the box. Thread-safe.
 */
final class LoginAttempts {
  /** A person mistypes a few times; a player retries once or twice by itself. */
  static final int MAX_WRONG = 10;

  static final Duration WINDOW = Duration.ofMinutes(1);

  /** Beyond that the oldest is forgotten. */
  static final int MAX_ADDRESSES = 1024;

  private static final class Count {
    final long sinceNanos;
    int wrong;

    Count(long sinceNanos) {
      this.sinceNanos = sinceNanos;
    }
  }

  private final TimeSource time;
  private final Map<InetAddress, Count> counts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Count> eldest) {
          return size() > MAX_ADDRESSES;
        }
      };

  LoginAttempts(TimeSource time) {
    this.time = time;
  }

  /** Counts a wrong password; whether it is the one that locks the address out. */
  synchronized boolean wrong(InetAddress address) {
    forgetIfOver(address);
    Count count = counts.computeIfAbsent(address, key -> new Count(time.nanos()));
    count.wrong++;
    return count.wrong == MAX_WRONG;
  }

  /** Whether nobody of this address is let in now. */
  synchronized boolean lockedOut(InetAddress address) {
    forgetIfOver(address);
    Count count = counts.get(address);
    return count != null && count.wrong >= MAX_WRONG;
  }

  private void forgetIfOver(InetAddress address) {
    Count count = counts.get(address);
    if (count != null && time.nanos() - count.sinceNanos >= WINDOW.toNanos()) {
      counts.remove(address);
    }
  }
}
