package io.outpost.benchmarks;

import io.outpost.agent.camera.AnalysisMode;
import io.outpost.benchmarks.Figure.Bar;
import io.outpost.benchmarks.MeasuredAgent.Wanted;
import io.outpost.benchmarks.MeasuredAgent.Watch;
import io.outpost.benchmarks.scenes.SceneClip;
import io.outpost.benchmarks.scenes.SceneSpec;
import io.outpost.benchmarks.scenes.View;
import io.outpost.benchmarks.streams.LibavPuller;
import java.io.IOException;
import java.time.Duration;

/**
 * What do agent and worker occupy of the machine with 64 cameras of 1080p at 4 Mbit/s, the last ten
 * seconds of each kept? {@code benchmarks/run memory}. Resident memory of both processes, what they
 * share counted twice.
 *
 * <ul>
 *   <li>{@code .asleep}: of how many the gate slept within two minutes: those that did not are
 *       decoded all the time
 *   <li>{@code .settled}: after that, when longer has passed than is kept of them
 *   <li>{@code .most}: the most that it ever was, all cameras being decoded at once after the
 *       start; of each process by itself, though their times may differ
 *   <li>{@code libavformat}: its demuxer with the same streams, which keeps and decodes nothing
 * </ul>
 */
final class Memory implements Benchmark {
  private static final double MIB = 1 << 20;
  private static final double LIMIT_MIB = 1536;

  @Override
  public void run(boolean quick, Report report) throws Exception {
    int cameras = quick ? 4 : 64;
    int settleSeconds = quick ? 3 : 30;
    SceneClip clip = new SceneClip(SceneSpec.filled(), quick ? View.SUB : View.MAIN);
    String name = "memory." + cameras + "x" + clip.kilobitsPerSecond() + "k";
    try (Station station = Station.ofTwoStreams(clip.elementaryStream(), clip.elementaryStream())) {
      double libav = libav(cameras, settleSeconds, station);
      Watch watch = new Watch(AnalysisMode.ECO, Wanted.FACES_AND_LANE, View.MAIN);
      try (MeasuredAgent agent = new MeasuredAgent(cameras, watch, station.cameras())) {
        int asleep = agent.awaitAsleep(cameras, Duration.ofMinutes(2));
        Pause.seconds(settleSeconds);
        report.add(Figure.of(name + ".asleep", asleep, "cameras after two minutes"));
        report.add(figure(name + ".settled", resident(agent, "VmRSS:"), libav));
        report.add(figure(name + ".most", resident(agent, "VmHWM:"), libav));
      }
    }
  }

  private static Figure figure(String name, double mebibytes, double libav) {
    return Figure.of(name, mebibytes, "MiB resident")
        .withBar(Bar.atMost(LIMIT_MIB))
        .withRival("libavformat", libav);
  }

  private static double resident(MeasuredAgent agent, String which) throws IOException {
    long bytes = Child.residentBytes(agent.agent(), which);
    for (ProcessHandle worker : agent.workers()) {
      bytes += Child.residentBytes(worker, which);
    }
    return bytes / MIB;
  }

  private static double libav(int cameras, int settleSeconds, Station station) throws Exception {
    try (Child child = Child.start(LibavPuller.class, Child.SMALL_FLAGS)) {
      child.ask("open " + cameras + " " + station.cameras() + Station.MAIN_ENDING);
      Pause.seconds(settleSeconds);
      double mebibytes = child.residentBytes() / MIB;
      child.ask("close");
      return mebibytes;
    }
  }
}
