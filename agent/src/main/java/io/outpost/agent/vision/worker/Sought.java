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

  final Familiar familiar;
  private final Deque<List<Candidate>> finds = new ArrayDeque<>();
  // Of the picture that is being looked at: what is worth it, and what it was asked about.
  List<Place> places = List.of();
  List<Place> asked = List.of();

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

  List<Place> due(long micros) {
    return places.stream().filter(place -> familiar.isDue(place, micros)).toList();
  }

  void nothing() {
    places = List.of();
    asked = List.of();
  }

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
