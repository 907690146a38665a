package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.worker.Crops.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a detector has said of each place over the last looks. Where it said the same again and
 * again and nothing has changed since, it needs to be asked less often: a vehicle that stands goes
 * on standing, and what could not be named a moment ago is seldom something now.
 *
 * <p>Places are followed from look to look by what they share. One that comes, grows, or moves
 * while something was found in it is not familiar.
 */
final class Familiar {
  /** Looks with the same answer, one after the other. A track is believed after three. */
  private static final int ENOUGH = 4;

  /** What a standing body's place shares at least with where it was, of both together. */
  private static final double STANDING_IOU = 0.6;

  /** What comes nearer, or is joined by something, is worth a question. */
  private static final double GROWN = 1.3;

  /** Of a find, for it to lie in a place. */
  private static final double MOST_OF_IT = 0.5;

  /** How often a detector is asked about what is familiar. */
  enum Habit {
    /** Every third look: where bodies stand is known without it. */
    BODIES(580_000, true),
    /** Every second look where there was none; of a face each may be the best shot. */
    FACES(380_000, false);

    /** A little less than so many looks as a rule. */
    private final long intervalMicros;

    private final boolean finds;

    /**
     * @param finds whether what is found can become familiar
     */
    Habit(long intervalMicros, boolean finds) {
      this.intervalMicros = intervalMicros;
      this.finds = finds;
    }
  }

  /**
   * A place at the last look.
   *
   * @param asked where it was when the detector was last asked about it
   * @param found whether something was found there then
   * @param times how often in a row the answer was that
   * @param micros when that was
   */
  private record Known(Place place, Place asked, boolean found, int times, long micros) {
    Known at(Place now) {
      return new Known(now, asked, found, times, micros);
    }

    boolean saidSo(boolean foundNow, Place now) {
      return found == foundNow && !changed(now);
    }

    boolean changed(Place now) {
      return found ? now.iou(asked) < STANDING_IOU : now.area() > GROWN * asked.area();
    }
  }

  private final Habit habit;
  private List<Known> known = List.of();

  Familiar(Habit habit) {
    this.habit = habit;
  }

  /** Whether the detector is to be asked about this place. */
  boolean isDue(Place place, long micros) {
    Known before = before(place);
    return before == null
        || before.times < ENOUGH
        || (before.found && !habit.finds)
        || micros - before.micros >= habit.intervalMicros
        || micros < before.micros
        || before.changed(place);
  }

  /** Whether something was found there when the detector was last asked. */
  boolean foundIn(Place place) {
    Known before = before(place);
    return before != null && before.found;
  }

  /**
   * Ends a look.
   *
   * @param places all that are worth a look
   * @param asked those that the detector was shown
   * @param finds what it found
   */
  void end(List<Place> places, Predicate<Place> asked, List<Candidate> finds, long micros) {
    List<Known> now = new ArrayList<>();
    for (Place place : places) {
      Known before = before(place);
      if (asked.test(place)) {
        boolean found = finds.stream().anyMatch(one -> isIn(place, one));
        int times = before != null && before.saidSo(found, place) ? before.times + 1 : 1;
        now.add(new Known(place, place, found, times, micros));
      } else if (before != null) {
        now.add(before.at(place));
      }
    }
    known = now;
  }

  private @Nullable Known before(Place place) {
    return known.stream()
        .filter(one -> one.place.shared(place) > 0)
        .max(Comparator.comparingDouble(one -> one.place.iou(place)))
        .orElse(null);
  }

  private static boolean isIn(Place place, Candidate find) {
    Place whole = Place.of(find);
    return whole.shared(place) >= MOST_OF_IT * Math.min(whole.area(), place.area());
  }
}
