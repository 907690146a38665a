package io.outpost.benchmarks;

import io.outpost.agent.camera.AnalysisMode;
import io.outpost.benchmarks.Figure.Bar;
import io.outpost.benchmarks.scenes.Activity;
import io.outpost.benchmarks.scenes.SceneClip;
import io.outpost.benchmarks.scenes.SceneSpec;
import io.outpost.benchmarks.scenes.View;
import io.outpost.benchmarks.streams.PipePuller;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How many cameras does a core serve? The agent and its worker as they are shipped, faces and a
 * lane asked for, pull paced cameras over RTSP on loopback; beside them the same agent that decodes
 * everything, and an {@code ffmpeg} for each camera that pipes 640 x 360 at 5 pictures a second
 * into a comparison. {@code benchmarks/run cameras-per-core}.
 *
 * <p>CPU time of the agent and its worker, at two numbers of cameras: the slope between them is
 * what one more camera costs, the start of the programs is in neither.
 */
final class CamerasPerCore implements Benchmark {
  /**
   * How much, and for how long.
   *
   * @param few and {@code many}: the two numbers of cameras
   * @param settleSeconds from the first pictures of all on, in which the gate falls asleep
   */
  private record Load(int few, int many, int settleSeconds, int seconds) {}

  /** One activity on one stream. */
  private record Place(Activity activity, View view) {
    String name() {
      return "cameras-per-core." + activity.name().toLowerCase(Locale.ROOT) + "." + view.label();
    }
  }

  @Override
  public void run(boolean quick, Report report) throws Exception {
    if (quick) {
      measure(new Place(Activity.QUIET, View.SUB), true, report);
      return;
    }
    for (View view : View.values()) {
      for (Activity activity : List.of(Activity.QUIET, Activity.TENTH, Activity.BUSY)) {
        measure(new Place(activity, view), false, report);
      }
    }
  }

  private static void measure(Place place, boolean quick, Report report) throws Exception {
    SceneClip clip = new SceneClip(SceneSpec.load(place.activity()), place.view());
    try (Station station = new Station(0, List.of(clip.elementaryStream()))) {
      String url = "rtsp://127.0.0.1:" + station.port() + "/camera";
      Load heavy = quick ? new Load(2, 4, 2, 5) : heavy(place.view());
      double always = agent(AnalysisMode.ALWAYS, place, heavy, url);
      double pipe = pipe(heavy, url);
      report.add(
          Figure.of(place.name() + ".always", always, "cores a camera")
              .withRival("ffmpeg pipe", pipe));
      for (AnalysisMode mode : List.of(AnalysisMode.ECO, AnalysisMode.STRICT)) {
        if (mode == AnalysisMode.ECO || (place.view() == View.SUB && !quick)) {
          Load load = quick ? new Load(2, 6, 10, 6) : light(place);
          double cores = agent(mode, place, load, url);
          figures(place, mode, cores, report);
          String name = place.name() + "." + mode.label();
          report.add(
              Figure.of(name + ".ratio", cores / always, "x always")
                  .withRival("ffmpeg pipe", pipe / always));
        }
      }
    }
  }

  private static void figures(Place place, AnalysisMode mode, double cores, Report report) {
    Figure figure = Figure.of(place.name() + "." + mode.label(), 1 / cores, "cameras a core");
    boolean sub = place.view() == View.SUB;
    double bar = 0;
    if (mode == AnalysisMode.ECO) {
      bar =
          switch (place.activity()) {
            case QUIET -> sub ? 300 : 85;
            case TENTH -> sub ? 90 : 0;
            case EVENTS, FAR, BUSY, HIGHWAY -> 0;
          };
    }
    report.add(bar > 0 ? figure.withBar(Bar.atLeast(bar)) : figure);
  }

  private static Load heavy(View view) {
    return view == View.MAIN ? new Load(2, 5, 5, 30) : new Load(8, 24, 5, 30);
  }

  private static Load light(Place place) {
    boolean busy = place.activity() == Activity.BUSY;
    return place.view() == View.MAIN
        ? new Load(busy ? 2 : 5, busy ? 5 : 15, 75, 60)
        : new Load(busy ? 8 : 15, busy ? 24 : 45, 75, 60);
  }

  /** What something that pulls cameras has spent, or what it has let fall. */
  private interface Reading {
    long now() throws Exception;
  }

  private static double agent(AnalysisMode mode, Place place, Load load, String url)
      throws Exception {
    double[] cores = new double[2];
    for (int i = 0; i < 2; i++) {
      int cameras = i == 0 ? load.few : load.many;
      try (MeasuredAgent agent = new MeasuredAgent(cameras, mode, place.view(), url)) {
        agent.awaitStreams(cameras);
        cores[i] = cores(agent::cpuNanos, agent::dropped, load);
      }
    }
    return slope(cores, load);
  }

  private static double pipe(Load load, String url) throws Exception {
    double[] cores = new double[2];
    for (int i = 0; i < 2; i++) {
      int cameras = i == 0 ? load.few : load.many;
      try (Child child = Child.start(PipePuller.class, Child.SMALL_FLAGS)) {
        child.ask("open " + cameras + " " + url);
        cores[i] = cores(child::treeCpuNanos, () -> 0, load);
        long pictures = Child.numbers(child.ask("count"))[0];
        child.ask("close");
        if (pictures < (long) cameras * load.seconds * 4) {
          throw new IllegalStateException(pictures + " pictures came through the pipes: too few");
        }
      }
    }
    return slope(cores, load);
  }

  private static double slope(double[] cores, Load load) {
    return (cores[1] - cores[0]) / (load.many - load.few);
  }

  /** What does not keep up looks cheap: its figure is refused. */
  private static double cores(Reading cpuNanos, Reading dropped, Load load) throws Exception {
    TimeUnit.SECONDS.sleep(load.settleSeconds);
    long droppedBefore = dropped.now();
    long cpu = cpuNanos.now();
    long start = System.nanoTime();
    TimeUnit.SECONDS.sleep(load.seconds);
    double cores = (double) (cpuNanos.now() - cpu) / (System.nanoTime() - start);
    long lost = dropped.now() - droppedBefore;
    if (lost > 0) {
      throw new IllegalStateException(
          lost + " pictures were dropped while it was measured; measure on more cores");
    }
    return cores;
  }
}
