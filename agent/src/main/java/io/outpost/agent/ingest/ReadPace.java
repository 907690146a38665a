package io.outpost.agent.ingest;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether what arrives may wait for a while, to be read together. On TCP it may: the sender is told
 * to wait before anything is lost. Datagrams may not: a burst of a key picture passes what a socket
 * buffers within milliseconds. Thread-safe.
 */
public final class ReadPace {
  private final AtomicInteger datagramStreams = new AtomicInteger();

  /** Whether no stream that is open arrives in datagrams. */
  public boolean mayWait() {
    return datagramStreams.get() == 0;
  }

  void onDatagramsOpened() {
    datagramStreams.incrementAndGet();
  }

  void onDatagramsClosed() {
    datagramStreams.decrementAndGet();
  }
}
