package io.outpost.agent.analysis;

import io.outpost.agent.vision.Box;
import io.outpost.agent.vision.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a detector saw too faintly to begin a track with, for as long as it may grow clearer: what
 * comes over the picture's edge is known for certain only when most of it is to be seen.
 */
final class FaintSights {
  /** Three looks: what is not seen for longer was a flicker. */
  private static final long KEPT_MICROS = 600_000;

  /** Least overlap from one sight to the next. */
  private static final double SAME_IOU = 0.3;

  /** When and where. */
  record Sight(Box box, long mediaMicros) {}

  private record Chain(Sight first, Sight last) {}

  private List<Chain> chains = List.of();

  /**
   * Where what is seen clearly now was seen first, if faintly; told once.
   *
   * @param clear where it is now
   */
  Optional<Sight> before(Box clear) {
    Optional<Chain> chain = best(chains, clear);
    chain.ifPresent(it -> chains = without(it));
    return chain.map(Chain::first);
  }

  /**
   * Ends a look.
   *
   * @param faint what no track has to do with, the strongest first
   */
  void take(long mediaMicros, List<Detection> faint) {
    List<Chain> now = new ArrayList<>();
    for (Detection detection : faint) {
      var sight = new Sight(detection.box(), mediaMicros);
      Optional<Chain> chain = best(chains, detection.box());
      chain.ifPresent(it -> chains = without(it));
      now.add(new Chain(chain.map(Chain::first).orElse(sight), sight));
    }
    for (Chain chain : chains) {
      if (mediaMicros - chain.last.mediaMicros <= KEPT_MICROS
          && now.size() < Tracker.MAXIMUM_DETECTIONS) {
        now.add(chain);
      }
    }
    chains = now;
  }

  void clear() {
    chains = List.of();
  }

  private List<Chain> without(Chain chain) {
    return chains.stream().filter(it -> !it.equals(chain)).toList();
  }

  private static Optional<Chain> best(List<Chain> chains, Box box) {
    Optional<Chain> best = Optional.empty();
    double most = SAME_IOU;
    for (Chain chain : chains) {
      double iou = chain.last.box.iou(box);
      if (iou >= most) {
        most = iou;
        best = Optional.of(chain);
      }
    }
    return best;
  }
}
