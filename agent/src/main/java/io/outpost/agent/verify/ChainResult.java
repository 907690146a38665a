package io.outpost.agent.verify;

import java.util.List;
import java.util.Optional;

/**
 * What became of the events of one camera.
 *
 * @param incarnation of the outbox that numbered them; a new outbox begins anew
 * @param first sequence with which they begin; what was before it was not looked at
 * @param last sequence of the last
 * @param lastHash by which the last is known, to be compared with one that was noted elsewhere;
 *     empty when it is lost
 * @param flaws by sequence; when there are very many, not all
 */
public record ChainResult(
    String camera,
    String incarnation,
    long first,
    long last,
    Optional<String> lastHash,
    Counts counts,
    List<Flaw> flaws) {
  public ChainResult {
    flaws = List.copyOf(flaws);
  }

  /**
   * How many.
   *
   * @param verified events whose bytes and whose place are as they were made
   * @param unchained events from before events had hashes; nothing is known of them
   * @param repeated came again, the same as before
   * @param lost are not there, and a later event confirms that they are lost
   * @param flaws do not fit
   */
  public record Counts(long verified, long unchained, long repeated, long lost, long flaws) {}

  public boolean ok() {
    return counts.flaws() == 0;
  }
}
