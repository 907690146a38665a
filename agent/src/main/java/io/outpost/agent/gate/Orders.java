package io.outpost.agent.gate;

import java.util.List;

/**
 * What the vision worker is to do for a camera.
 *
 * @param looks in this order
 * @param replacing whether they stand in for all that was ordered before and is not yet done: the
 *     answers to that are of no use any more
 */
public record Orders(List<Look> looks, boolean replacing) {
  public static final Orders NONE = new Orders(List.of(), false);

  public Orders {
    looks = List.copyOf(looks);
  }

  static Orders then(Look look) {
    return new Orders(List.of(look), false);
  }

  static Orders then(List<Look> looks) {
    return new Orders(looks, false);
  }

  static Orders instead(List<Look> looks) {
    return new Orders(looks, true);
  }
}
