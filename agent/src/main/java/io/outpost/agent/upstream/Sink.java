package io.outpost.agent.upstream;

import io.outpost.agent.event.Event;
import java.io.IOException;
import java.util.List;

/** Where events go. One courier thread calls it; a sink need not be safe for more. */
public interface Sink extends AutoCloseable {
  /** As configured; unique within the agent. */
  String name();

  /**
   * Delivers the batch in order, each event's images before it. Returns when the receiver has taken
   * all of it.
   *
   * @throws IOException when it could not; the courier backs off and delivers the same batch again
   */
  void deliver(List<Event> batch) throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
