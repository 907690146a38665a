package io.outpost.benchmarks;

import io.outpost.agent.camera.AnalysisMode;
import io.outpost.benchmarks.Figure.Bar;
import io.outpost.benchmarks.MeasuredAgent.Wanted;
import io.outpost.benchmarks.MeasuredAgent.Watch;
import io.outpost.benchmarks.Slope.Plan;
import io.outpost.benchmarks.scenes.Activity;
import io.outpost.benchmarks.scenes.SceneSpec;
import io.outpost.benchmarks.scenes.View;
import java.util.List;

/**
 * How many cameras of a busy road does a core serve? Sixteen of a highway, traffic on three lanes
 * all the time, each with a sub-stream and a lane asked for. {@code benchmarks/run busy-road}.
 *
 * <ul>
 *   <li>{@code busy-road-shoulder}: the lane is the hard shoulder beside the traffic; while that
 *       keeps away from it, the gate may sleep
 *   <li>{@code busy-road-all-lanes}: it is all the road, so that each vehicle is one too many: the
 *       detector of bodies never rests, and neither does the gate
 *   <li>{@code busy-road-always}: the same without a gate
 *   <li>{@code .cameras}: cameras a core, what the programs cost by themselves included; the rival
 *       is an {@code ffmpeg} pipe for each camera that detects nothing
 *   <li>{@code .camera}: what one more costs
 *   <li>{@code .measured}: how many cameras the figure stands for: fewer than sixteen where the
 *       machine cannot do them
 * </ul>
 */
final class BusyRoad implements Benchmark {
  private static final int CAMERAS = 16;

  @Override
  public void run(boolean quick, Report report) throws Exception {
    SceneSpec spec = SceneSpec.load(Activity.HIGHWAY);
    try (Station station = Station.ofTwoStreams(spec)) {
      String url = station.cameras();
      Plan plan = quick ? new Plan(2, 3, 3) : new Plan(CAMERAS, 10, 20);
      Slope pipe = Slope.measure(cameras -> new Pipes(cameras, url, View.SUB), plan, station);
      Slope always = agent(new Watch(AnalysisMode.ALWAYS, Wanted.LANE, View.SUB), plan, station);
      add("busy-road-always", always, pipe, report);
      for (Wanted lane : List.of(Wanted.SHOULDER, Wanted.LANE)) {
        Slope ours = agent(new Watch(AnalysisMode.ECO, lane, View.SUB), plan, station);
        String name = lane == Wanted.SHOULDER ? "busy-road-shoulder" : "busy-road-all-lanes";
        add(name, ours, pipe, report);
        report.add(
            Figure.of(
                    name + ".ratio",
                    ours.coresACamera() / always.coresACamera(),
                    "x without a gate")
                .withRival("ffmpeg pipe", pipe.coresACamera() / always.coresACamera()));
      }
    }
  }

  private static Slope agent(Watch watch, Plan plan, Station station) throws Exception {
    return Slope.measure(
        cameras -> {
          MeasuredAgent agent = new MeasuredAgent(cameras, watch, station.cameras());
          return plan.cameras() < CAMERAS ? agent : agent.compiled();
        },
        plan,
        station);
  }

  private static void add(String name, Slope slope, Slope pipe, Report report) {
    Figure cameras =
        Figure.of(name + ".cameras", slope.cameras() / slope.cores(), "cameras a core")
            .withRival("ffmpeg pipe", pipe.cameras() / pipe.cores());
    boolean ours = !name.equals("busy-road-always");
    report.add(ours ? cameras.withBar(Bar.atLeast(25)) : cameras);
    report.add(
        Figure.of(name + ".camera", slope.coresACamera(), "cores for one more")
            .withRival("ffmpeg pipe", pipe.coresACamera()));
    report.add(Figure.of(name + ".measured", slope.cameras(), "cameras"));
  }
}
