package io.outpost.agent.vision.worker;

import io.outpost.agent.vision.worker.Crops.Place;
import io.outpost.agent.vision.worker.Familiar.Habit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Where one detector is asked to look, and what it has found. */
final class Sought {
  /** Looks for which a find is remembered: detectors miss a body now and then. */
  private static final int REMEMBERED_LOOKS = 8;

  /** How far around a find the body may be by the next look, in its own sizes. */
  private static final double AROUND = 0.5;

  private final Familiar familiar;
  private final Deque<List<Candidate>> finds = new ArrayDeque<>();
  // Of the picture that is being looked at: what is worth it, and what it is asked about.
  private List<Place> places = List.of();
  private List<Place> asked = List.of();

  Sought(Habit habit) {
    this.familiar = new Familiar(habit);
  }

  /** Around what was found in the last looks. */
  List<Place> around() {
    return finds.stream().flatMap(List::stream).map(found -> Place.of(found).with(AROUND)).toList();
  }

  /** Whether it was found in the last looks, at this place or near it. */
  boolean remembers(Candidate one) {
    return finds.stream().flatMap(List::stream).anyMatch(found -> found.shared(one) > 0);
  }

  /** Begins a look at all of a picture, or at none of it. */
  void begin() {
    places = List.of();
    asked = List.of();
  }

  /** Begins a look at those of the places that are due; which they are. */
  List<Place> begin(List<Place> worthIt, long micros) {
    places = worthIt;
    asked = places.stream().filter(place -> familiar.isDue(place, micros)).toList();
    return asked;
  }

  /**
   * With those in which something was found, though they are not due: who looks at all looks at
   * every body, or its tracker would take the others for lost.
   */
  List<Place> withFinds() {
    List<Place> due = asked;
    asked =
        places.stream().filter(place -> due.contains(place) || familiar.foundIn(place)).toList();
    return asked;
  }

  /** Whether something was found in one of the places when it was last asked about. */
  boolean foundSomething() {
    return places.stream().anyMatch(familiar::foundIn);
  }

  /** Ends the look, with what was found. */
  void end(List<Candidate> found, long micros) {
    familiar.end(places, asked::contains, found, micros);
  }

  void remember(List<Candidate> found) {
    finds.addLast(found);
    if (finds.size() > REMEMBERED_LOOKS) {
      finds.removeFirst();
    }
  }
}
