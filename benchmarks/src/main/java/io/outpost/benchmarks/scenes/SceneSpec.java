package io.outpost.benchmarks.scenes;

import io.outpost.benchmarks.scenes.Setting.Disturbance;
import io.outpost.benchmarks.scenes.Setting.Time;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Everything about a scene.
 *
 * @param name of its files
 * @param rounds how often what it is made of happens
 */
public record SceneSpec(String name, Setting setting, Activity activity, int rounds, Rate rate) {
  public static final int PICTURES_PER_SECOND = 25;
  static final int PICTURES_PER_GROUP = 50;
  static final int WIDTH = 1920;
  static final int HEIGHT = 1080;
  private static final String LOOP = "loop-";
  private static final long SEED = 20_261_126;

  /** How the camera spends its bits. */
  public enum Rate {
    /** About as many as asked for in the mean. */
    VARIABLE,
    /** As many as asked for, all the time, whatever happens. */
    CONSTANT,
    /**
     * As many as most stations turn cameras up to, all the time, filled up where it needs fewer.
     */
    FILLED
  }

  private static final Setting DAY =
      Setting.of(Time.DAY, Disturbance.FOLIAGE, Disturbance.DRIFT, Disturbance.CLOCK);
  private static final Setting NIGHT = Setting.of(Time.NIGHT, Disturbance.CLOCK);
  private static final Setting INDOOR = Setting.of(Time.INDOOR, Disturbance.CLOCK);

  /** With events in them. */
  public static List<SceneSpec> eventful(int rounds) {
    return List.of(
        new SceneSpec("events-day", DAY, Activity.EVENTS, rounds, Rate.VARIABLE),
        new SceneSpec("events-day-cbr", DAY, Activity.EVENTS, rounds, Rate.CONSTANT),
        new SceneSpec("events-night", NIGHT, Activity.EVENTS, rounds, Rate.VARIABLE),
        new SceneSpec("events-indoor", INDOOR, Activity.EVENTS, rounds, Rate.VARIABLE),
        new SceneSpec("events-far", DAY, Activity.FAR, rounds, Rate.VARIABLE));
  }

  /** Without. */
  public static List<SceneSpec> quiet(int rounds) {
    return List.of(
        quiet("day", DAY, rounds),
        quiet("night", NIGHT, rounds),
        quiet("indoor", INDOOR, rounds),
        quiet("wind", Setting.of(Time.DAY, Disturbance.WIND, Disturbance.DRIFT), rounds),
        quiet("rain", Setting.of(Time.DAY, Disturbance.RAIN, Disturbance.CLOCK), rounds),
        quiet("headlights", Setting.of(Time.NIGHT, Disturbance.HEADLIGHTS), rounds),
        quiet("exposure", Setting.of(Time.DAY, Disturbance.EXPOSURE, Disturbance.CLOCK), rounds));
  }

  /** A camera that costs what its activity makes it cost, again and again. */
  public static SceneSpec load(Activity activity) {
    String name = activity.name().toLowerCase(Locale.ROOT);
    return new SceneSpec(LOOP + name, DAY, activity, 1, Rate.VARIABLE);
  }

  /** Nobody to be seen, and as many bits as a camera can be made to send of that. */
  public static SceneSpec filled() {
    return new SceneSpec(LOOP + "quiet-filled", DAY, Activity.QUIET, 1, Rate.FILLED);
  }

  private static SceneSpec quiet(String name, Setting setting, int rounds) {
    return new SceneSpec("quiet-" + name, setting, Activity.QUIET, rounds, Rate.VARIABLE);
  }

  /** Whether it is shown again and again without a break. */
  boolean loops() {
    return name.startsWith(LOOP);
  }

  public int pictures() {
    return activity.pictures(rounds);
  }

  long seed() {
    return SEED + 31L * name.hashCode();
  }

  List<Visit> visits() {
    return activity.visits(new Random(seed()), rounds);
  }

  /** What there is to be found. */
  public List<Event> events() {
    return visits().stream()
        .map(visit -> new Event(visit.height(), visit.way().from(), visit.way().until()))
        .toList();
  }

  /**
   * Somebody is to be seen.
   *
   * @param height in pixels of the main stream
   * @param from first picture that shows at least half of the body
   * @param until first picture that does not any more
   */
  public record Event(int height, int from, int until) {
    public double seconds() {
      return (double) (until - from) / PICTURES_PER_SECOND;
    }
  }

  /** Whether each picture shows nothing of anybody. */
  public boolean[] empty() {
    boolean[] empty = new boolean[pictures()];
    List<Visit> visits = visits();
    IntStream.range(0, empty.length)
        .forEach(
            picture ->
                empty[picture] =
                    visits.stream()
                        .allMatch(visit -> picture < visit.firstSeen() || picture >= visit.gone()));
    return empty;
  }
}
