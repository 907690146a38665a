package io.outpost.agent.view;

import static io.outpost.agent.view.ViewGrid.CELLS;
import static io.outpost.agent.view.ViewGrid.COLUMNS;
import static io.outpost.agent.view.ViewGrid.ROWS;

import io.outpost.agent.camera.Tamper;
import java.util.Optional;

/**
 * What a camera's view is like by day and by night, and whether a picture still shows it.
 *
 * <p>It compares how light changes from cell to cell, which neither dusk nor headlights alter much,
 * and how much detail is left in those cells that used to have most. Fog takes from both alike; a
 * lens that is out of focus takes the detail alone. A camera that goes over to infrared light loses
 * its colour with the same picture: it is learnt anew, not told.
 */
final class ViewModel {
  /** About a minute of looks, before which it has no word. */
  static final int LESSONS = 30;

  private static final int UNIT = 256;

  /** The first lessons are averaged. */
  private static final int MEAN_LESSONS = 4;

  private static final int FIRST_SHIFT = 2;
  private static final int FIRST_STEP = 2 * UNIT;
  private static final int LESSON_SHIFT = 4;
  private static final int STEP = UNIT / 4;

  /** Levels of a picture without light, of which black itself is 16 or 0. */
  private static final int DARK = 36;

  /** Of the cells: a lamp in the distance does not make it lighter. */
  private static final double DARK_SHARE = 0.98;

  private static final double DARK_STRENGTH = 2;

  /** A view without that much to compare has no word. */
  private static final double LEAST_STRENGTH = 1.5;

  /** What is left of the relief behind a cloth, a hand, a sheet of paper. */
  private static final double FLAT = 0.2;

  /** What is left of a cell's detail when it counts as lost. */
  private static final double LOST = 0.4;

  private static final double MOST_LOST = 0.42;
  private static final double LOST_IN_PART = 0.3;

  /** Of all detail; with vehicles on the road there is more than usual. */
  private static final double AS_USUAL = 1.1;

  /** What is left of all detail when it is hidden; elsewhere it is as much as ever. */
  private static final double HIDDEN = 0.6;

  private static final double STILL_ALIKE = 0.48;
  private static final double HARDLY_ALIKE = 0.3;
  private static final double UNLIKE = 0.15;
  private static final double UNLIKE_IN_PART = 0.25;

  /** As alike as that somewhere else, and by so much more than here: it was pushed. */
  private static final double FOUND_AGAIN = 0.4;

  private static final double MORE_ALIKE = 0.25;

  private static final int FARTHEST_COLUMNS = 12;
  private static final int FARTHEST_ROWS = 7;

  /** Levels of chroma: below it is a picture in infrared light, above it one by day. */
  private static final double GREY = 1.5;

  private static final double COLOURED = 4;

  private final ViewGrid grid;
  private final int[] levels = new int[CELLS];
  private final int[] details = new int[CELLS];
  private double colour;
  private int lessons;

  ViewModel(ViewGrid grid) {
    this.grid = grid;
  }

  /** What is the matter with a picture; what is not, it learns from. */
  Optional<Tamper> look(Outline now) {
    Relief relief = new Relief(grid, now::level);
    Optional<Tamper> found = dark(now, relief) ? Optional.of(Tamper.BLACK) : compare(now, relief);
    if (found.isEmpty()) {
      learn(now);
    }
    return found;
  }

  /** Forgets the view; the next pictures are what it is like. */
  void forget() {
    lessons = 0;
  }

  boolean known() {
    return lessons >= LESSONS;
  }

  private boolean dark(Outline now, Relief relief) {
    int open = 0;
    int dark = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      if (grid.open(cell)) {
        open++;
        dark += now.level(cell) <= DARK ? 1 : 0;
      }
    }
    return open > 0 && dark >= DARK_SHARE * open && relief.strength() < DARK_STRENGTH;
  }

  private Optional<Tamper> compare(Outline now, Relief relief) {
    if (lessons == 0) {
      return Optional.empty();
    }
    Relief usual = new Relief(grid, cell -> levels[cell] / UNIT);
    double likeness = relief.likeness(usual);
    if (!known()) {
      if (likeness < HARDLY_ALIKE) {
        forget(); // Another scene before the first was known: a tour of presets, or cuts in a clip.
      }
      return Optional.empty();
    }
    if (usual.strength() < LEAST_STRENGTH) {
      return Optional.empty();
    }
    double strength = relief.strength() / usual.strength();
    if (strength < FLAT) {
      return Optional.of(Tamper.COVERED);
    }
    Optional<Tamper> found = spoilt(new Scene(now, relief, usual, strength, likeness));
    if (found.isPresent() && otherLight(now)) {
      forget();
      return Optional.empty();
    }
    return found;
  }

  /** A picture against the usual view. */
  private record Scene(
      Outline now, Relief relief, Relief usual, double strength, double likeness) {}

  private Optional<Tamper> spoilt(Scene scene) {
    // What the whole picture has lost of its contrast, fog has taken.
    double clear = Math.min(1, scene.strength);
    Detail usual = new Detail(grid, cell -> details[cell] / UNIT);
    Detail now = new Detail(grid, scene.now::detail);
    boolean lost = usual.lostIn(now, LOST * clear) >= MOST_LOST;
    // A lorry before a part of it takes the detail of that part, and has as much of its own.
    boolean everywhere =
        lost
            && now.total() < AS_USUAL * usual.total()
            && usual.lostIn(now, LOST * clear, 0, COLUMNS / 3) >= LOST_IN_PART
            && usual.lostIn(now, LOST * clear, COLUMNS * 2 / 3, COLUMNS) >= LOST_IN_PART;
    boolean hidden = lost && now.total() < HIDDEN * usual.total();
    if (scene.likeness >= HARDLY_ALIKE) {
      return everywhere && scene.likeness >= STILL_ALIKE
          ? Optional.of(Tamper.DEFOCUSED)
          : hidden ? Optional.of(Tamper.COVERED) : Optional.empty();
    }
    if (foundElsewhere(scene)) {
      return Optional.of(Tamper.MOVED);
    }
    if (hidden) {
      return Optional.of(Tamper.COVERED);
    }
    return scene.likeness < UNLIKE && unlikeEverywhere(scene.relief, scene.usual)
        ? Optional.of(Tamper.MOVED)
        : Optional.empty();
  }

  private static boolean foundElsewhere(Scene scene) {
    double enough = Math.max(FOUND_AGAIN, scene.likeness + MORE_ALIKE);
    for (int rows = -FARTHEST_ROWS; rows <= FARTHEST_ROWS; rows++) {
      for (int columns = -FARTHEST_COLUMNS; columns <= FARTHEST_COLUMNS; columns++) {
        if (scene.relief.likeness(scene.usual, columns, rows) >= enough) {
          return true;
        }
      }
    }
    return false;
  }

  /** In each quarter: who stands before a part of the scene has not moved the camera. */
  private static boolean unlikeEverywhere(Relief now, Relief usual) {
    for (int left = 0; left < COLUMNS; left += COLUMNS / 2) {
      for (int top = 0; top < ROWS; top += ROWS / 2) {
        if (now.likeness(usual, left, top, left + COLUMNS / 2, top + ROWS / 2) > UNLIKE_IN_PART) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether the camera has gone over to infrared light, or come back from it. */
  private boolean otherLight(Outline now) {
    return now.colour() >= 0
        && colour >= 0
        && Math.min(now.colour(), colour) < GREY
        && Math.max(now.colour(), colour) > COLOURED;
  }

  private void learn(Outline now) {
    boolean begins = lessons < LESSONS;
    for (int cell = 0; cell < CELLS; cell++) {
      levels[cell] = learnt(levels[cell], now.level(cell), begins);
      details[cell] = learnt(details[cell], now.detail(cell), begins);
    }
    boolean first = lessons == 0 || now.colour() < 0 || colour < 0;
    colour = first ? now.colour() : colour + (now.colour() - colour) / (1 << LESSON_SHIFT);
    lessons = Math.min(LESSONS, lessons + 1);
  }

  /** Little by little, however far off it is: who drives through is no part of the view. */
  private int learnt(int before, int now, boolean begins) {
    int difference = now * UNIT - before;
    if (lessons < MEAN_LESSONS) {
      return before + difference / (lessons + 1);
    }
    return before
        + (begins
            ? clamp(difference >> FIRST_SHIFT, FIRST_STEP)
            : clamp(difference >> LESSON_SHIFT, STEP));
  }

  private static int clamp(int step, int most) {
    return Math.max(-most, Math.min(most, step));
  }
}
