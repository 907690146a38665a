package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.DetectorPlan.Tile;
import io.outpost.agent.vision.wire.Kind;
import io.outpost.agent.vision.wire.Numbers;
import java.util.List;
import java.util.Set;

/** A detector, built in or installed. */
interface Finder extends AutoCloseable {
  /**
   * Things of the wanted kinds, each once.
   *
   * @param tiles the parts of the picture to look at
   */
  List<Candidate> detect(Frame picture, List<Tile> tiles, Set<Kind> wanted) throws VisionException;

  /** How the weights of its model are stored. */
  Numbers numbers();

  @Override
  void close();
}
