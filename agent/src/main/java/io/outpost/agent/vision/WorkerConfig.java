package io.outpost.agent.vision;

import java.nio.file.Path;
import java.util.List;

/** Where the vision workers come from. */
public sealed interface WorkerConfig {
  Children DEFAULT = new Children(1);

  /** The agent starts this many as its children. */
  record Children(int count) implements WorkerConfig {}

  /** They are units of their own, each listening on a Unix domain socket. */
  record Sockets(List<Path> paths) implements WorkerConfig {
    public Sockets {
      paths = List.copyOf(paths);
    }
  }
}
