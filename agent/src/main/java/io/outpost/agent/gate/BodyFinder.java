package io.outpost.agent.gate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds bodies in a lane by what they hide of the ground, for those that no detector can name: a
 * lorry's rear, a load that fell, somebody far away. Unlike the {@link MotionModel}, which forgets
 * what has come to a stop, it keeps the ground as it was under a body for as long as that is there.
 *
 * <p>Light and shadow hide nothing: see {@link Patch}. What leaves shows ground that was never
 * seen; that is told from a body by its rim, and learnt at once. A tile that comes and goes all the
 * time is a tree, and is not listened to. It looks at the whole picture, so that the body of the
 * next lane is seen down to its wheels.
 *
 * <p>Goes by media time, allocates for what differs only, and is not thread-safe.
 */
public final class BodyFinder {
  private static final int TILES = Tiles.COUNT;

  /** Pixels out of range that make a tile differ. */
  private static final int FEW_PIXELS = 5;

  private static final long LEARN_MICROS = 900_000;

  /** Lessons until what differs is not what was there in the first picture, or noise. */
  private static final int LESSONS = 4;

  /** Media time that goes back by less is a group of pictures that is looked at again. */
  private static final long RESTART_MICROS = 60_000_000;

  /** What has covered the ground for longer is part of the scene. */
  private static final long ABSORBED_MICROS = 1_800_000_000;

  /** Light or shadow that has lain there for longer is how the scene looks now. */
  private static final long LIT_MICROS = 20_000_000;

  /** Of the picture: what takes more is a camera that is turned, or somebody right before it. */
  private static final double LARGEST_SHARE = 0.35;

  /** So long it takes to learn what lies bare. */
  private static final long BARE_MICROS = 4_000_000;

  private static final double NEW_SCENE_SHARE = 0.6;

  /** Of the last lessons, in {@link #ALL_THE_TIME}, those in which a tile came or went. */
  private static final int TOO_OFTEN = 2_800;

  private static final int ALL_THE_TIME = 8_192;

  /** For so long the detectors' word counts: they miss a body now and then. */
  private static final long NAMED_MICROS = 1_500_000;

  private final MotionArea area;
  private final ScenePixels pixels = new ScenePixels();
  private final Light light = new Light();
  private final int[] levels = new int[TILES];
  private final int[] means = new int[TILES];
  private final int[] out = new int[TILES];
  private final boolean[] nowhere = new boolean[TILES];
  private final boolean[] differs = new boolean[TILES];
  private final boolean[] structured = new boolean[TILES];
  private final boolean[] hidden = new boolean[TILES];
  private final boolean[] hiddenBefore = new boolean[TILES];
  private final boolean[] bare = new boolean[TILES];
  private final boolean[] named = new boolean[TILES];
  private final int[] swaps = new int[TILES];
  private final long[] hiddenSince = new long[TILES];
  private final long[] bareUntil = new long[TILES];
  private final Deque<Named> lastNamed = new ArrayDeque<>();
  private int lessons;
  private long learntMicros;
  private long lastMicros;

  /** What detectors found in one picture. */
  private record Named(long micros, List<Region> bodies) {}

  /**
   * @param area of which the ground is that of the lanes
   */
  public BodyFinder(MotionArea area) {
    this.area = area;
  }

  /**
   * Looks at a picture, and learns from it.
   *
   * @param luma {@link MotionModel#WIDTH} x {@link MotionModel#HEIGHT}, row by row
   * @param found what detectors have named in it
   * @return the bodies on the ground of a lane that nobody named, from top to bottom
   */
  public List<Region> look(byte[] luma, long mediaMicros, List<Region> found) {
    remember(found, mediaMicros);
    if (lessons == 0 || Math.abs(mediaMicros - lastMicros) > RESTART_MICROS) {
      start(luma, mediaMicros);
      return List.of();
    }
    lastMicros = mediaMicros;
    compare(luma);
    if (lessons > LESSONS && (light.other() || share(differs) > NEW_SCENE_SHARE)) {
      start(luma, mediaMicros);
      return List.of();
    }
    List<Region> bodies = bodies(luma, mediaMicros);
    learn(luma, mediaMicros);
    return lessons <= LESSONS ? List.of() : bodies;
  }

  private void remember(List<Region> found, long mediaMicros) {
    lastNamed.removeIf(one -> Math.abs(mediaMicros - one.micros) > NAMED_MICROS);
    if (!found.isEmpty()) {
      lastNamed.addLast(new Named(mediaMicros, List.copyOf(found)));
    }
    Arrays.fill(named, false);
    for (Named one : lastNamed) {
      for (Region body : one.bodies) {
        Tiles.in(body.left(), body.top(), body.right(), body.bottom())
            .forEach(tile -> named[tile] = true);
      }
    }
  }

  private void start(byte[] luma, long mediaMicros) {
    for (int tile = 0; tile < TILES; tile++) {
      if (area.matters(tile)) {
        pixels.start(luma, tile);
      }
    }
    Arrays.fill(hiddenBefore, false);
    Arrays.fill(swaps, 0);
    Arrays.fill(hiddenSince, mediaMicros);
    Arrays.fill(bareUntil, mediaMicros);
    lessons = 1;
    learntMicros = mediaMicros;
    lastMicros = mediaMicros;
  }

  private void compare(byte[] luma) {
    for (int tile = 0; tile < TILES; tile++) {
      if (area.open(tile)) {
        levels[tile] = Tiles.sum(luma, tile) * Light.UNIT / (Tiles.width(tile) * Tiles.SIDE);
        means[tile] = pixels.mean(tile, levels[tile]);
      }
    }
    light.take(levels, means, area);
    pixels.out(luma, light, nowhere, out);
    for (int tile = 0; tile < TILES; tile++) {
      differs[tile] = area.matters(tile) && out[tile] >= FEW_PIXELS;
      structured[tile] = differs[tile] && !pixels.isLight(luma, tile, light);
    }
  }

  private double share(boolean[] tiles) {
    int matter = 0;
    int count = 0;
    for (int tile = 0; tile < TILES; tile++) {
      matter += area.matters(tile) ? 1 : 0;
      count += tiles[tile] ? 1 : 0;
    }
    return (double) count / Math.max(1, matter);
  }

  /** Marks what is hidden by bodies, and what lies bare that was hidden when it was learnt. */
  private List<Region> bodies(byte[] luma, long mediaMicros) {
    Arrays.fill(hidden, false);
    Arrays.fill(bare, false);
    List<Region> bodies = new ArrayList<>();
    for (Region region :
        Region.among(tile -> structured[tile] && !named[tile] && !isRestless(tile), area::ground)) {
      Patch patch = new Patch(luma, pixels, light, region.grown());
      boolean body = patch.hides() && isSolid(region);
      boolean ghost = body && (!patch.isNew() || wasBare(region, mediaMicros));
      if (ghost) {
        in(region).forEach(tile -> bareUntil[tile] = mediaMicros + BARE_MICROS);
      }
      mark(region, ghost ? bare : hidden, body);
      if (body && !ghost && region.ground()) {
        Region trimmed = patch.trimmed();
        if (trimmed.share() < LARGEST_SHARE && isStanding(trimmed) && !isPartOfNamed(trimmed)) {
          bodies.add(trimmed);
        }
      }
    }
    for (int tile = 0; tile < TILES; tile++) {
      hidden[tile] |= named[tile] && differs[tile];
    }
    return bodies;
  }

  private void mark(Region region, boolean[] tiles, boolean body) {
    if (body) {
      in(region).filter(tile -> differs[tile]).forEach(tile -> tiles[tile] = true);
    }
  }

  /** What is being learnt there is half of what it was, and half of what it is. */
  private boolean wasBare(Region region, long mediaMicros) {
    long until = mediaMicros + BARE_MICROS;
    long tiles = in(region).filter(tile -> structured[tile]).count();
    return 2
            * in(region)
                .filter(tile -> structured[tile])
                .filter(tile -> bareUntil[tile] > mediaMicros && bareUntil[tile] <= until)
                .count()
        > tiles;
  }

  private static IntStream in(Region region) {
    // Not those that the right and the lower edge only touch.
    double inside = 1e-6;
    return Tiles.in(region.left(), region.top(), region.right() - inside, region.bottom() - inside);
  }

  private boolean isRestless(int tile) {
    return swaps[tile] > TOO_OFTEN;
  }

  /** A sixth of it differs in its structure. */
  private boolean isSolid(Region region) {
    long tiles = in(region).count();
    long full = in(region).filter(tile -> structured[tile]).count();
    return full >= 2 && full * 6 >= tiles;
  }

  /** Something of it is where it would touch the ground: two bodies side by side are none. */
  private boolean isStanding(Region body) {
    double middle = (body.left() + body.right()) / 2;
    int row = Tiles.row(body.bottom() - 1e-6);
    int column = Tiles.column(middle);
    for (int y = Math.max(0, row - 1); y <= row; y++) {
      for (int x = Math.max(0, column - 1); x <= Math.min(Tiles.COLUMNS - 1, column + 1); x++) {
        if (differs[y * Tiles.COLUMNS + x]) {
          return true;
        }
      }
    }
    return false;
  }

  /** What sticks out of the box of a body that has a name is of that body. */
  private boolean isPartOfNamed(Region body) {
    return lastNamed.stream()
        .flatMap(one -> one.bodies.stream())
        .anyMatch(other -> body.isPartOf(other));
  }

  /** A body that only reaches into a tile must not be learnt with what else is in it. */
  private boolean isBesideHidden(int tile) {
    int row = tile / Tiles.COLUMNS;
    int column = tile % Tiles.COLUMNS;
    for (int y = Math.max(0, row - 1); y <= Math.min(Tiles.ROWS - 1, row + 1); y++) {
      int last = Math.min(Tiles.COLUMNS - 1, column + 1);
      for (int x = Math.max(0, column - 1); x <= last; x++) {
        if (hidden[y * Tiles.COLUMNS + x]) {
          return true;
        }
      }
    }
    return false;
  }

  private void learn(byte[] luma, long mediaMicros) {
    if (mediaMicros < learntMicros) {
      learntMicros = Math.max(learntMicros - RESTART_MICROS, Math.min(learntMicros, mediaMicros));
    }
    if (mediaMicros - learntMicros < LEARN_MICROS) {
      return;
    }
    learntMicros = mediaMicros;
    lessons = Math.min(lessons + 1, LESSONS + 1);
    boolean beginner = lessons <= LESSONS;
    for (int tile = 0; tile < TILES; tile++) {
      if (!area.matters(tile)) {
        continue;
      }
      boolean covered = !bare[tile] && (differs[tile] || isBesideHidden(tile));
      boolean swapped = structured[tile] != hiddenBefore[tile] && !named[tile];
      swaps[tile] += ((swapped ? ALL_THE_TIME : 0) - swaps[tile]) >> 5;
      hiddenBefore[tile] = structured[tile];
      hiddenSince[tile] = covered ? Math.min(hiddenSince[tile], mediaMicros) : mediaMicros;
      long patience = isBesideHidden(tile) ? ABSORBED_MICROS : LIT_MICROS;
      boolean absorbed = mediaMicros - hiddenSince[tile] > patience;
      if (beginner || bare[tile] || absorbed) {
        pixels.learn(luma, tile, light, Pace.BEGINNER, false);
      } else if (!covered) {
        pixels.learn(luma, tile, light, Pace.CALM, false);
      }
    }
  }
}
