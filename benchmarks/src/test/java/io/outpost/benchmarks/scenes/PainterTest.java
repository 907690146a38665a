package io.outpost.benchmarks.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.benchmarks.scenes.Visit.Box;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PainterTest {
  private static final SceneSpec NIGHT = SceneSpec.eventful(1).get(2);

  /** Levels by which a body differs from the ground at night, in the mean over its box. */
  private static final double FAINTEST = 4;

  @Test
  void paint_sameSpec_givesTheSamePictureInAnyOrder() {
    Painter first = new Painter(NIGHT, View.SUB);
    Painter second = new Painter(NIGHT, View.SUB);
    byte[] before = first.paint(400).luma.clone();
    second.paint(1700);

    assertThat(second.paint(400).luma).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void paint_eachEvent_isSeenWhereTheTruthSays(int scene) {
    SceneSpec spec = SceneSpec.eventful(1).get(scene);
    List<Visit> visits = spec.visits();
    assertThat(visits).hasSize(Activity.DURATIONS_SECONDS.length);
    Painter painter = new Painter(spec, View.SUB);
    for (Visit visit : visits) {
      int middle = (visit.way().from() + visit.way().until()) / 2;
      byte[] without = painter.paint(visit.firstSeen() - 1).luma.clone();
      byte[] with = painter.paint(middle).luma;

      assertThat(visit.present(middle)).isTrue();
      assertThat(spec.empty()[middle]).isFalse();
      assertThat(spec.empty()[visit.firstSeen() - 1]).isTrue();
      assertThat(difference(without, with, visit.seen(middle)))
          .as("%s of %s", visit, spec.name())
          .isGreaterThan(FAINTEST);
    }
  }

  @Test
  void visits_eventScene_leaveTimeForTheGateToFallAsleep() {
    for (SceneSpec spec : SceneSpec.eventful(3)) {
      int before = 0;
      for (Visit visit : spec.visits()) {
        assertThat(visit.firstSeen() - before)
            .as("pause before %s of %s", visit, spec.name())
            .isGreaterThan(8 * SceneSpec.PICTURES_PER_SECOND);
        before = visit.gone();
      }
      assertThat(before).isLessThan(spec.pictures());
    }
  }

  private static double difference(byte[] a, byte[] b, Box box) {
    int third = View.SUB.shrink;
    double sum = 0;
    int count = 0;
    for (int y = box.top() / third; y < (box.top() + box.height()) / third; y++) {
      for (int x = box.left() / third; x < (box.left() + box.width()) / third; x++) {
        int i = y * View.SUB.width() + x;
        sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
        count++;
      }
    }
    return sum / count;
  }
}
