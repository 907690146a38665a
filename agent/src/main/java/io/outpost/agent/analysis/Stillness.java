package io.outpost.agent.analysis;

import io.outpost.agent.vision.Detection;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the face of one track has moved. A print never does: its boxes tremble around one place,
 * as the detector and the coding of pictures have it, and their averages keep it for ever. Who sits
 * still sways, breathes, turns and shifts, and has moved by more than averages tremble within a
 * minute or so; a head that truly does not is told to its end as a print is, and anew when it
 * stirs.
 */
final class Stillness {
  /** Looks that are averaged: two seconds as a rule. */
  private static final int WINDOW = 10;

  /** Fewer say nothing. */
  private static final int LEAST = 3;

  private final FaceSpots spots;
  private final FaceSpot spot;
  private final boolean precedent;
  private final List<FaceLook> recent = new ArrayList<>();
  private boolean alive;

  /** Of a face that is seen there for the first time. */
  Stillness(FaceSpots spots, Detection face, long mediaMicros) {
    this.spots = spots;
    this.spot = spots.at(FaceLook.of(face), mediaMicros);
    this.precedent = spot.told();
  }

  void seen(Detection face, long mediaMicros) {
    if (alive) {
      return;
    }
    FaceLook look = FaceLook.of(face);
    recent.add(look);
    if (recent.size() > WINDOW) {
      recent.remove(0);
    }
    if (moved(LEAST) || moved(recent.size())) {
      alive = true;
      if (!precedent) {
        spots.forget(spot);
      }
    } else {
      spot.seen(look, mediaMicros);
    }
  }

  /** By the last looks. The average of few trembles more, as the root of their number has it. */
  private boolean moved(int looks) {
    if (looks < LEAST || recent.size() < looks) {
      return false;
    }
    List<FaceLook> last = recent.subList(recent.size() - looks, recent.size());
    double needed = Math.sqrt((double) WINDOW / looks);
    return FaceLook.mean(last).difference(spot.reference()) > needed;
  }

  /** Whether it has moved. */
  boolean alive() {
    return alive;
  }

  /** Whether it has not moved from where another track was told of that had not moved either. */
  boolean repeated() {
    return precedent && !alive;
  }

  /** Whether it has not moved for so long that it is a print. */
  boolean fixed() {
    return !alive && spot.fixed();
  }

  /** The passing was told. */
  void told() {
    if (!alive) {
      spot.tell();
    }
  }
}
