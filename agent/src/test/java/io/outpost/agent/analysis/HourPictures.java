package io.outpost.agent.analysis;

import static io.outpost.agent.analysis.Pictures.HEIGHT;
import static io.outpost.agent.analysis.Pictures.WIDTH;
import static io.outpost.agent.analysis.Pictures.box;
import static io.outpost.agent.analysis.Pictures.vehicle;

import io.outpost.agent.time.CaptureTime;
import io.outpost.agent.view.Outline;
import io.outpost.agent.view.ViewLook;
import io.outpost.agent.vision.AnalysedPicture;
import io.outpost.agent.vision.Analysis;
import io.outpost.agent.vision.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** What detectors would see of an hour: boxes that tremble, flicker and go missing. */
public final class HourPictures {
  private static final int LOOKS_A_SECOND = 5;

  /** A detector that misses one look in four ... */
  private static final double MISSED = 0.25;

  /** ... but of no more than these on end. */
  private static final int MISSED_ON_END = 2;

  private static final int CELLS = 800;
  private static final int LOOKS_A_VIEW = 10;

  /** Between the time at which a camera's picture stands, and that at which it says so. */
  private static final double SAYS = 0.7;

  private final List<HourVehicle> vehicles;
  private final List<double[]> hidden;
  private final List<double[]> covered;
  private final Random noise;
  // How often on end.
  private final Map<HourVehicle, Integer> missed = new HashMap<>();

  /** Who is shown an hour, as a camera's line in the agent is. */
  public interface Watcher {
    /** What the worker answers. */
    void seen(Analysis batch);

    /** This is away, from now on. */
    void away(HourBreak.Kind kind, Instant now);

    /** It is back, or with pictures again. */
    void back(Instant now);

    /** Where the camera says that it looks. */
    void turned(View view);
  }

  /**
   * @param hidden from and to, seconds, and the ground of whom
   * @param covered from and to, seconds
   */
  HourPictures(
      List<HourVehicle> vehicles, List<double[]> hidden, List<double[]> covered, Random noise) {
    this.vehicles = vehicles;
    this.hidden = hidden;
    this.covered = covered;
    this.noise = noise;
  }

  /** Where the camera looks, and since when it is connected. */
  private static final class State {
    private String looksAt = SyntheticHour.ROAD;
    private View told = View.UNKNOWN;
    private double connected;
    private Optional<HourBreak> away = Optional.empty();
    private double hears;
    private double lag;
  }

  /**
   * Plays it, in batches of a second.
   *
   * @param turns whether the camera is one that turns, and says where it looks
   */
  void play(List<HourBreak> breaks, boolean turns, Watcher watcher) {
    State state = new State();
    List<AnalysedPicture> pictures = new ArrayList<>();
    List<ViewLook> views = new ArrayList<>();
    int next = 0;
    for (int number = 0; number < SyntheticHour.SECONDS * LOOKS_A_SECOND; number++) {
      double second = (double) number / LOOKS_A_SECOND;
      boolean begins = next < breaks.size() && second >= breaks.get(next).from();
      boolean ends = state.away.map(one -> second >= one.to()).orElse(false);
      View view = turns ? view(state, ends, second) : state.told;
      if (number % LOOKS_A_SECOND == 0 || begins || ends || !view.equals(state.told)) {
        watcher.seen(batch(pictures, views));
      }
      if (begins) {
        begin(state, breaks.get(next++), watcher);
      }
      if (ends) {
        end(state, second, watcher);
      }
      if (!view.equals(state.told)) {
        state.told = view;
        watcher.turned(view);
      }
      if (state.away.map(one -> one.kind() == HourBreak.Kind.TURN).orElse(true)) {
        AnalysedPicture picture = picture(state, second);
        pictures.add(picture);
        if (number % LOOKS_A_VIEW == 0) {
          views.add(
              new ViewLook(picture.mediaMicros(), picture.captureTime(), outline(state, second)));
        }
      }
    }
    watcher.seen(batch(pictures, views));
  }

  private void begin(State state, HourBreak one, Watcher watcher) {
    state.away = Optional.of(one);
    if (one.kind() == HourBreak.Kind.TURN) {
      state.lag = one.from() + 0.2 + noise.nextDouble();
    } else {
      watcher.away(one.kind(), at(one.from()));
      state.told = one.restarts() ? View.UNKNOWN : state.told;
      state.hears = one.restarts() ? one.to() + HourOracle.HEARS : state.hears;
    }
  }

  private static void end(State state, double second, Watcher watcher) {
    HourBreak over = state.away.orElseThrow();
    if (over.kind() != HourBreak.Kind.TURN) {
      watcher.back(at(second));
    }
    state.connected = over.connects() ? second : state.connected;
    state.looksAt = over.looksAt();
    state.away = Optional.empty();
  }

  /** Where the camera says that it looks, now. */
  private static View view(State state, boolean ends, double second) {
    if (state.away.isPresent() && !ends) {
      boolean moves = state.away.get().kind() == HourBreak.Kind.TURN && second >= state.lag;
      return moves ? View.at(Set.of()) : state.told;
    }
    if (second < state.hears) {
      return View.UNKNOWN;
    }
    String looksAt = ends ? state.away.orElseThrow().looksAt() : state.looksAt;
    return View.at(looksAt.isEmpty() ? Set.of() : Set.of(looksAt));
  }

  private static Analysis batch(List<AnalysedPicture> pictures, List<ViewLook> views) {
    Analysis batch = new Analysis(pictures, List.of(), views, pictures.size(), 0);
    pictures.clear();
    views.clear();
    return batch;
  }

  private static Instant at(double second) {
    return SyntheticHour.START.plusNanos(Math.round(second * 1e6) * 1000);
  }

  private AnalysedPicture picture(State state, double second) {
    Optional<HourBreak> turn = state.away;
    boolean moves = turn.map(one -> second < one.to() - SAYS).orElse(false);
    String looksAt = turn.isPresent() && !moves ? turn.get().looksAt() : state.looksAt;
    long micros = Math.round((second - state.connected) * 1e6);
    CaptureTime time =
        new CaptureTime(at(second), CaptureTime.Source.RTCP_SR, Duration.ofMillis(10));
    return new AnalysedPicture(
        micros,
        time,
        WIDTH,
        HEIGHT,
        moves ? 0.3 : 0.01,
        moves ? anything() : seen(looksAt, second));
  }

  private List<Detection> seen(String looksAt, double second) {
    List<Detection> seen = new ArrayList<>();
    if (looksAt.equals(SyntheticHour.NOWHERE) && noise.nextDouble() >= MISSED) {
      seen.add(vehicle(box(300, 295, 90, 50))); // Where nobody asked.
    }
    for (HourVehicle one : vehicles) {
      boolean there = looksAt.equals(one.place()) && second >= one.from() && second < one.to();
      if (there && !isCovered(second) && !isHidden(one, second) && !misses(one)) {
        seen.add(one.at(second, noise));
      }
    }
    return seen;
  }

  private boolean misses(HourVehicle one) {
    int before = missed.getOrDefault(one, 0);
    boolean misses = noise.nextDouble() < MISSED && before < MISSED_ON_END;
    missed.put(one, misses ? before + 1 : 0);
    return misses;
  }

  /** While the head turns. */
  private List<Detection> anything() {
    List<Detection> seen = new ArrayList<>();
    for (int i = noise.nextInt(4); i > 0; i--) {
      seen.add(
          vehicle(box(noise.nextInt(WIDTH), 80 + noise.nextInt(260), 40 + noise.nextInt(60), 40)));
    }
    return seen;
  }

  private boolean isCovered(double second) {
    return covered.stream().anyMatch(span -> second >= span[0] && second < span[1]);
  }

  private boolean isHidden(HourVehicle one, double second) {
    return hidden.stream()
        .anyMatch(span -> span[2] == one.ground() && second >= span[0] && second < span[1]);
  }

  private Outline outline(State state, double second) {
    byte[] levels = new byte[CELLS];
    byte[] details = new byte[CELLS];
    int place = state.away.isPresent() ? 17 + (int) second : state.looksAt.hashCode() % 97;
    for (int cell = 0; cell < CELLS && !isCovered(second); cell++) {
      levels[cell] = (byte) (60 + (cell + place) * 7919 % 101 + noise.nextInt(3));
      details[cell] = (byte) (30 + (cell + place) * 104_729 % 61 + noise.nextInt(3));
    }
    return new Outline(levels, details, 8);
  }
}
