package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.worker.Crops.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the detector of bodies has said of each place over the last looks. Where it said the same
 * again and again and nothing has changed since, it needs to be asked less often: a vehicle that
 * stands goes on standing, and what it could not name a moment ago is seldom something now.
 *
 * <p>Places are followed from look to look by what they share. One that comes, grows, or moves
 * while a body is in it is not familiar.
 */
final class Familiar {
  /** Looks with the same answer, one after the other. A track is believed after three. */
  private static final int ENOUGH = 4;

  /** Between two questions about a familiar place; a little less than three looks as a rule. */
  static final long INTERVAL_MICROS = 580_000;

  /** What a standing body's place shares at least with where it was, of both together. */
  private static final double STANDING_IOU = 0.6;

  /** What comes nearer, or is joined by something, is worth a question. */
  private static final double GROWN = 1.3;

  /** Of a body, for it to have been found in a place. */
  private static final double MOST_OF_IT = 0.5;

  /**
   * A place at the last look.
   *
   * @param asked where it was when the detector was last asked about it
   * @param body whether there was a body then
   * @param times how often in a row the answer was that
   * @param micros when that was
   */
  private record Known(Place place, Place asked, boolean body, int times, long micros) {
    Known at(Place now) {
      return new Known(now, asked, body, times, micros);
    }

    boolean saidSo(boolean bodyNow, Place now) {
      return body == bodyNow && !changed(now);
    }

    boolean changed(Place now) {
      return body ? now.iou(asked) < STANDING_IOU : now.area() > GROWN * asked.area();
    }
  }

  private List<Known> known = List.of();

  /** Whether the detector is to be asked about this place. */
  boolean isDue(Place place, long micros) {
    Known before = before(place);
    return before == null
        || before.times < ENOUGH
        || micros - before.micros >= INTERVAL_MICROS
        || micros < before.micros
        || before.changed(place);
  }

  /** Whether a body was found there when the detector was last asked. */
  boolean hasBody(Place place) {
    Known before = before(place);
    return before != null && before.body;
  }

  /**
   * Ends a look.
   *
   * @param places all that are worth a look
   * @param asked those that the detector was shown
   * @param bodies what it found
   */
  void end(List<Place> places, Predicate<Place> asked, List<Candidate> bodies, long micros) {
    List<Known> now = new ArrayList<>();
    for (Place place : places) {
      Known before = before(place);
      if (asked.test(place)) {
        boolean body = bodies.stream().anyMatch(one -> isIn(place, one));
        int times = before != null && before.saidSo(body, place) ? before.times + 1 : 1;
        now.add(new Known(place, place, body, times, micros));
      } else if (before != null) {
        now.add(before.at(place));
      }
    }
    known = now;
  }

  private @Nullable Known before(Place place) {
    return known.stream()
        .filter(one -> one.place.shared(place) > 0)
        .max(Comparator.comparingDouble(one -> one.place.shared(place)))
        .orElse(null);
  }

  private static boolean isIn(Place place, Candidate body) {
    Place whole = Place.of(body);
    return whole.shared(place) >= MOST_OF_IT * Math.min(whole.area(), place.area());
  }
}
