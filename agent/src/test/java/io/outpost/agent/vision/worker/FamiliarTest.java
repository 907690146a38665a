package io.outpost.agent.vision.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.vision.wire.Kind;
import io.outpost.agent.vision.worker.Crops.Place;
import io.outpost.agent.vision.worker.Familiar.Habit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FamiliarTest {
  private static final long LOOK_MICROS = 200_000;

  private Familiar familiar = new Familiar(Habit.BODIES);
  private long nowMicros;

  /** One look at what is due among the places; those that were. */
  private List<Place> look(List<Place> places, List<Place> bodies) {
    nowMicros += LOOK_MICROS;
    List<Place> due = places.stream().filter(place -> familiar.isDue(place, nowMicros)).toList();
    List<Candidate> found = new ArrayList<>();
    for (Place body : bodies) {
      found.add(
          new Candidate(
              Kind.KIND_VEHICLE,
              body.left(),
              body.top(),
              body.right(),
              body.bottom(),
              0.8,
              false,
              new double[0]));
    }
    familiar.end(places, due::contains, due.isEmpty() ? List.of() : found, nowMicros);
    return due;
  }

  /** Looks at which something was due, of so many. */
  private int due(int looks, List<Place> places, List<Place> bodies) {
    int due = 0;
    for (int i = 0; i < looks; i++) {
      due += look(places, bodies).isEmpty() ? 0 : 1;
    }
    return due;
  }

  private static Place at(double left) {
    return new Place(left, 100, left + 60, 140);
  }

  @Test
  void isDue_standingBody_fourTimes_thenEveryThirdLook() {
    assertThat(due(4, List.of(at(50)), List.of(at(50)))).isEqualTo(4);
    assertThat(due(30, List.of(at(50)), List.of(at(50)))).isEqualTo(10);
    assertThat(familiar.foundIn(at(50))).isTrue();
  }

  @Test
  void isDue_face_always_andEverySecondLookWhereThereIsNone() {
    familiar = new Familiar(Habit.FACES);

    assertThat(due(20, List.of(at(50)), List.of(at(50)))).isEqualTo(20);
    due(4, List.of(at(50)), List.of());
    assertThat(due(20, List.of(at(50)), List.of())).isEqualTo(10);
  }

  @Test
  void isDue_movingBody_always() {
    for (int i = 0; i < 20; i++) {
      assertThat(look(List.of(at(50 + 20 * i)), List.of(at(50 + 20 * i)))).hasSize(1);
    }
  }

  @Test
  void isDue_movingPlaceInWhichNothingIsFound_becomesFamiliar() {
    int due = 0;
    for (int i = 0; i < 24; i++) {
      due += look(List.of(at(50 + 20 * i)), List.of()).size();
    }
    assertThat(due).isLessThan(12);
    assertThat(familiar.foundIn(at(50 + 20 * 23))).isFalse();
  }

  @Test
  void isDue_standingBodySetsOff_atOnce() {
    due(10, List.of(at(50)), List.of(at(50)));

    assertThat(look(List.of(at(75)), List.of(at(75)))).hasSize(1);
  }

  @Test
  void isDue_somethingComesNearer_atOnce() {
    due(5, List.of(at(50)), List.of());
    Place larger = new Place(40, 95, 115, 145);

    assertThat(look(List.of(larger), List.of())).containsExactly(larger);
  }

  @Test
  void isDue_otherAnswer_asOftenAsAtFirst() {
    due(5, List.of(at(50)), List.of(at(50)));

    assertThat(due(12, List.of(at(50)), List.of())).isGreaterThanOrEqualTo(6);
    assertThat(familiar.foundIn(at(50))).isFalse();
  }

  @Test
  void isDue_newPlaceBesideFamiliarOne_thatOneAlone() {
    due(4, List.of(at(50)), List.of());

    assertThat(look(List.of(at(50), at(300)), List.of())).containsExactly(at(300));
  }

  @Test
  void isDue_placeThatWasAwayForALook_isNew() {
    due(4, List.of(at(50)), List.of());
    look(List.of(), List.of());

    assertThat(look(List.of(at(50)), List.of())).hasSize(1);
  }

  @Test
  void isDue_mediaTimeWentBack_isDue() {
    due(4, List.of(at(50)), List.of());
    nowMicros = 0;

    assertThat(look(List.of(at(50)), List.of())).hasSize(1);
  }
}
