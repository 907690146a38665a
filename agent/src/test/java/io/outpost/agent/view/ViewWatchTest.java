package io.outpost.agent.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.outpost.agent.camera.Point;
import io.outpost.agent.camera.Polygon;
import io.outpost.agent.camera.Tamper;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewWatchTest {
  private static final long SECOND = 1_000_000;
  private static final long INTERVAL = 2 * SECOND;
  private static final double NOISE = 2;
  private static final double COLOURED = 9;

  /** Looks until the view is known, and some more. */
  private static final int KNOWN = 60;

  private final DrawnView scene = new DrawnView(7);
  private final DrawnView other = new DrawnView(8);
  private final ViewGrid grid = new ViewGrid(List.of());
  private ViewWatch watch = new ViewWatch(EnumSet.allOf(Tamper.class), grid);
  private final List<String> told = new ArrayList<>();
  private long micros;

  /** So many looks; each turn is told with the seconds since the first of them. */
  private List<String> look(int looks, IntFunction<Outline> picture) {
    told.clear();
    long start = micros;
    for (int i = 0; i < looks; i++) {
      for (ViewWatch.Turn turn : watch.take(DrawnView.view(micros, picture.apply(i)))) {
        long seconds = (turn.since().mediaMicros() - start) / SECOND;
        told.add(turn.tamper() + (turn.begins() ? " began " : " ended ") + seconds);
      }
      micros += INTERVAL;
    }
    return List.copyOf(told);
  }

  private List<String> spoilt(int looks, Consumer<DrawnView> change) {
    return look(
        looks,
        i -> {
          scene.from(100, 60);
          change.accept(scene);
          return grid.measure(scene.luma(NOISE), COLOURED);
        });
  }

  private List<String> usual(int looks) {
    return spoilt(looks, view -> {});
  }

  @Test
  void take_sceneFromDayToNight_isTrusted() {
    usual(KNOWN);

    List<String> evening =
        look(900, i -> outline(scene.from(100, 60).light(1 - i / 1200.0, 0), COLOURED));

    assertThat(evening).isEmpty();
  }

  private Outline outline(DrawnView view, double colour) {
    return grid.measure(view.luma(NOISE), colour);
  }

  @Test
  void take_noLight_isBlack() {
    usual(KNOWN);

    assertThat(spoilt(10, view -> view.light(0, 17))).containsExactly("BLACK began 0");
    assertThat(usual(10)).containsExactly("BLACK ended 0");
  }

  @Test
  void take_noLightFromTheStart_isBlack() {
    assertThat(spoilt(10, view -> view.light(0, 17))).containsExactly("BLACK began 0");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 120, 220})
  void take_clothOverTheLens_isCovered(int level) {
    usual(KNOWN);

    assertThat(spoilt(10, view -> view.hide(0, ViewGrid.WIDTH, level)))
        .containsExactly("COVERED began 0");
    assertThat(usual(10)).containsExactly("COVERED ended 0");
  }

  @Test
  void take_handBeforeMostOfTheLens_isCovered() {
    usual(KNOWN);

    assertThat(spoilt(10, view -> view.hide(0, 260, 90))).containsExactly("COVERED began 0");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 8})
  void take_lensTurned_isDefocused(int radius) {
    usual(KNOWN);

    assertThat(spoilt(10, view -> view.blur(radius))).containsExactly("DEFOCUSED began 0");
    assertThat(usual(10)).containsExactly("DEFOCUSED ended 0");
  }

  @Test
  void take_fogThatComesInTenMinutes_isTrusted() {
    usual(KNOWN);

    List<String> fog =
        look(
            300,
            i -> {
              double clear = Math.max(0.25, 1 - i / 350.0);
              return outline(scene.from(100, 60).light(clear, 120 * (1 - clear)), COLOURED);
            });

    assertThat(fog).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 40, 90})
  void take_cameraPushed_isMoved(int pixels) {
    usual(KNOWN);

    List<String> pushed =
        look(10, i -> outline(scene.from(100 + pixels, 60 - pixels / 4), COLOURED));

    assertThat(pushed).containsExactly("MOVED began 0");
    assertThat(usual(10)).containsExactly("MOVED ended 0");
  }

  @Test
  void take_cameraTurnedAway_isMoved() {
    usual(KNOWN);

    assertThat(look(10, i -> outline(other.from(30, 40), COLOURED)))
        .containsExactly("MOVED began 0");
  }

  @Test
  void take_lorryThatParksBeforeHalfOfIt_isTrusted() {
    usual(KNOWN);

    assertThat(spoilt(60, view -> view.hide(60, 220, other))).isEmpty();
  }

  @Test
  void take_coveredForEightSeconds_isTrusted() {
    usual(KNOWN);

    assertThat(spoilt(4, view -> view.hide(0, ViewGrid.WIDTH, 120))).isEmpty();
    assertThat(usual(10)).isEmpty();
  }

  @Test
  void take_coveredThenBlack_tellsBoth() {
    usual(KNOWN);
    spoilt(10, view -> view.hide(0, ViewGrid.WIDTH, 120));

    assertThat(spoilt(10, view -> view.light(0, 17)))
        .containsExactly("COVERED ended 0", "BLACK began 0");
  }

  @Test
  void take_infraredLightComesOn_isTrusted() {
    usual(KNOWN);

    List<String> night = look(KNOWN, i -> outline(other.from(100, 60), 0.4));

    assertThat(night).isEmpty();
    assertThat(look(10, i -> outline(other.blur(6), 0.4)))
        .as("its view by night is known now")
        .containsExactly("DEFOCUSED began 0");
  }

  @Test
  void take_samePictureOverAndOver_isFrozenUntilItDiffers() {
    usual(KNOWN);
    Outline stuck = grid.measure(scene.from(100, 60).luma(NOISE), COLOURED);

    assertThat(look(40, i -> stuck)).containsExactly("FROZEN began 60");
    assertThat(usual(1)).containsExactly("FROZEN ended 0");
  }

  @Test
  void take_samePictureUnderARunningClock_isFrozen() {
    usual(KNOWN);
    byte[] stuck = scene.from(100, 60).luma(NOISE);

    List<String> frozen =
        look(
            40,
            i -> {
              byte[] luma = stuck.clone();
              for (int x = 200; x < 240; x++) {
                luma[6 * ViewGrid.WIDTH + x] = (byte) (i * 31 + x);
              }
              return grid.measure(luma, COLOURED);
            });

    assertThat(frozen).containsExactly("FROZEN began 60");
  }

  @Test
  void take_codecThatTakesNoiseAwayForLong_isTrustedForLongerThanThat() {
    usual(KNOWN);
    for (int night = 0; night < 4; night++) {
      Outline still = grid.measure(scene.from(100, 60).luma(NOISE), COLOURED);
      assertThat(look(25, i -> still)).isEmpty();
    }
    Outline stuck = grid.measure(scene.from(100, 60).luma(NOISE), COLOURED);

    assertThat(look(80, i -> stuck)).isEmpty();
    assertThat(look(40, i -> stuck)).singleElement().asString().startsWith("FROZEN began");
  }

  @ParameterizedTest
  @EnumSource(Tamper.class)
  void take_notWatchedFor_saysNothing(Tamper tamper) {
    watch = new ViewWatch(EnumSet.complementOf(EnumSet.of(tamper)), grid);
    usual(KNOWN);
    Outline stuck = grid.measure(scene.from(100, 60).luma(NOISE), COLOURED);

    IntFunction<Outline> seen =
        switch (tamper) {
          case BLACK -> i -> outline(scene.from(100, 60).light(0, 17), COLOURED);
          case COVERED -> i -> outline(scene.from(100, 60).hide(0, ViewGrid.WIDTH, 120), COLOURED);
          case DEFOCUSED -> i -> outline(scene.from(100, 60).blur(5), COLOURED);
          case MOVED -> i -> outline(other.from(30, 40), COLOURED);
          case FROZEN -> i -> stuck;
        };
    assertThat(look(60, seen)).isEmpty();
  }

  @Test
  void take_towerCameraOnItsTour_isCoveredWhereverItLooks() {
    watch = new ViewWatch(EnumSet.complementOf(EnumSet.of(Tamper.MOVED)), grid);
    usual(KNOWN);
    assertThat(look(KNOWN, i -> outline(other.from(30, 40), COLOURED))).isEmpty();

    assertThat(look(10, i -> outline(other.from(30, 40).hide(0, ViewGrid.WIDTH, 120), COLOURED)))
        .containsExactly("COVERED began 0");
  }

  @Test
  void take_cutsBeforeTheViewIsKnown_saysNothing() {
    List<String> clip =
        look(200, i -> outline((i / 5 % 2 == 0 ? scene : other).from(i % 90, 20), COLOURED));

    assertThat(clip).isEmpty();
  }

  @Test
  void restart_mediaTimeBeginsAnew_remembersTheView() {
    usual(KNOWN);
    watch.restart();
    micros = 0;

    assertThat(spoilt(10, view -> view.hide(0, ViewGrid.WIDTH, 120)))
        .containsExactly("COVERED began 0");
    watch.restart();
    micros = 0;
    assertThat(usual(10)).containsExactly("COVERED ended 0");
  }

  @Test
  void measure_masked_holdsNothingOfIt() {
    Polygon mask =
        new Polygon(
            List.of(
                new Point(0.26, 0.26),
                new Point(0.74, 0.26),
                new Point(0.74, 0.74),
                new Point(0.26, 0.74)));
    ViewGrid masked = new ViewGrid(List.of(mask));

    Outline outline = masked.measure(scene.from(100, 60).luma(NOISE), COLOURED);

    for (int row = 5; row < 15; row++) {
      for (int column = 11; column < 29; column++) {
        assertThat(outline.level(row * ViewGrid.COLUMNS + column)).isZero();
        assertThat(outline.detail(row * ViewGrid.COLUMNS + column)).isZero();
      }
    }
    assertThat(outline.level(0)).isPositive();
    assertThat(masked.open(0.5, 0.5)).isFalse();
    assertThat(masked.open(0.1, 0.9)).isTrue();
    watch = new ViewWatch(Set.of(Tamper.values()), masked);
    IntFunction<Outline> bare = i -> masked.measure(scene.from(100, 60).luma(NOISE), COLOURED);
    assertThat(look(KNOWN, bare)).isEmpty();
    assertThat(
            look(
                10,
                i ->
                    masked.measure(
                        scene.from(100, 60).hide(0, ViewGrid.WIDTH, 120).luma(NOISE), COLOURED)))
        .containsExactly("COVERED began 0");
  }
}
