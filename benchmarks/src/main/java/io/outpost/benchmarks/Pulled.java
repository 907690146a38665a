package io.outpost.benchmarks;

import java.io.IOException;

/** Something that pulls numbered cameras of a station, in processes of its own. */
interface Pulled extends AutoCloseable {
  /** Lets go of all cameras but the first so many. */
  void keep(int cameras) throws IOException, InterruptedException;

  /** User and system time of all its processes until now. */
  long cpuNanos() throws IOException;

  /** Pictures that it did not come to, since this was last asked. */
  long dropped() throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
