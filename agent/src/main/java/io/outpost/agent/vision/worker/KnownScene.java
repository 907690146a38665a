package io.outpost.agent.vision.worker;

import io.outpost.agent.gate.Region;
import java.util.List;

/** What is known of a scene when one of its pictures has been compared with it. */
interface KnownScene {
  /** Whether it can tell where in the last picture something differs. */
  boolean known();

  /** The parts of the last picture in which something differed. */
  List<Region> regions();

  /**
   * Whether the body, found in the last picture, touches the ground in one of the lanes.
   *
   * @param margin by how much it may miss it, in its own sizes
   */
  boolean standsByLane(Candidate body, double margin);

  /** A detector found this in the last picture: what moves there is worth a look. */
  void found(Candidate candidate);
}
