package io.outpost.agent.analysis;

import io.outpost.agent.vision.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where faces are that do not move: what is told of a print once need not be told each time its
 * track is lost and found. All that is kept is where it is and which way it looks, never whose it
 * may be.
 */
final class FaceSpots {
  /** Two looks of a face that keeps its place overlap by more. */
  private static final double SAME_PLACE_IOU = 0.5;

  /** Far more than there are posters before a camera. */
  private static final int MAXIMUM = 64;

  private final List<FaceSpot> spots = new ArrayList<>();
  private boolean restarted;

  /** The spot at which this face is, a new one where there is none. */
  FaceSpot at(FaceLook face, long mediaMicros) {
    Box box = face.box();
    Optional<FaceSpot> known =
        spots.stream()
            .filter(spot -> spot.box().iou(box) >= SAME_PLACE_IOU)
            .max(Comparator.comparingDouble(spot -> spot.box().iou(box)));
    if (known.isPresent()) {
      return known.get();
    }
    if (spots.size() >= MAXIMUM) {
      spots.remove(
          spots.stream().min(Comparator.comparingLong(FaceSpot::lastMicros)).orElseThrow());
    }
    FaceSpot spot = new FaceSpot(face, mediaMicros);
    spots.add(spot);
    return spot;
  }

  /** The next picture. */
  void step(long mediaMicros) {
    if (restarted) {
      spots.forEach(spot -> spot.restart(mediaMicros));
      restarted = false;
    }
    spots.removeIf(spot -> spot.forgotten(mediaMicros));
  }

  /** It moved: nothing is fixed there. */
  void forget(FaceSpot spot) {
    spots.remove(spot);
  }

  /** The picture is another: what was seen for a while only may be somebody else now. */
  void cut() {
    spots.removeIf(spot -> !spot.fixed());
  }

  /** The stream is over, and the next one's media time begins anew. */
  void restart() {
    restarted = true;
  }
}
