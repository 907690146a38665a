package io.outpost.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is open, closed in reverse; one part that fails to close does not keep the others open. */
final class Shutdown {
  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

  private record Part(String name, AutoCloseable closing) {}

  private final Deque<Part> open = new ArrayDeque<>();

  <T extends AutoCloseable> T add(String name, T part) {
    synchronized (open) {
      open.push(new Part(name, part));
    }
    return part;
  }

  /** Once; a second call finds nothing open. */
  void run() {
    while (true) {
      Part part;
      synchronized (open) {
        part = open.poll();
      }
      if (part == null) {
        return;
      }
      try {
        part.closing().close();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      } catch (Exception failed) {
        LOG.warn("part did not close part=\"{}\" message=\"{}\"", part.name(), failed.toString());
      }
    }
  }
}
