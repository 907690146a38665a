package io.outpost.benchmarks;

import com.sun.management.ThreadMXBean;
import io.outpost.agent.camera.AnalysisMode;
import io.outpost.benchmarks.Figure.Bar;
import io.outpost.benchmarks.MeasuredAgent.Wanted;
import io.outpost.benchmarks.MeasuredAgent.Watch;
import io.outpost.benchmarks.scenes.Activity;
import io.outpost.benchmarks.scenes.SceneClip;
import io.outpost.benchmarks.scenes.SceneSpec;
import io.outpost.benchmarks.scenes.View;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;

/**
 * Does a minute of watching leave garbage behind? The agent and its worker as they are shipped,
 * sixteen quiet cameras in strict mode: every picture is decoded, and several a second pass the
 * gate. {@code benchmarks/run gate-path}.
 *
 * <ul>
 *   <li>{@code .worker.garbage}: bytes that any thread of the worker allocates, a picture; beside
 *       what the grabber most Java programs use allocates
 *   <li>{@code .worker.collections}: how often the worker collected
 *   <li>{@code .agent.*}: the same of the agent, a picture's own bytes not counted
 * </ul>
 */
final class GatePath implements Benchmark {
  /** What a reference or two would be. */
  private static final double GARBAGE_BYTES = 64;

  @Override
  public void run(boolean quick, Report report) throws Exception {
    int cameras = quick ? 2 : 16;
    int seconds = quick ? 5 : 60;
    SceneSpec spec = SceneSpec.load(Activity.QUIET);
    SceneClip clip = new SceneClip(spec, View.SUB);
    double pictureBytes =
        clip.accessUnits().stream().mapToInt(unit -> unit.length).average().orElseThrow();
    double grabber = grabberBytes(clip);
    Watch watch = new Watch(AnalysisMode.STRICT, Wanted.FACES_AND_LANE, View.SUB);
    try (Station station = Station.ofTwoStreams(spec);
        MeasuredAgent agent = new MeasuredAgent(cameras, watch, station.cameras())) {
      int asleep = agent.awaitAsleep(cameras, Duration.ofMinutes(2));
      if (asleep < cameras && Pause.settles()) {
        throw new IllegalStateException(
            asleep + " of " + cameras + " cameras that show nobody fell asleep within two minutes");
      }
      Pause.seconds(quick ? 2 : 30);
      JavaTool worker = new JavaTool(agent.workers().get(0));
      JavaTool itself = new JavaTool(agent.agent());
      long workerBytes = worker.allocatedBytes();
      long agentBytes = itself.allocatedBytes();
      long start = System.nanoTime();
      Pause.seconds(seconds);
      double pictures = 1e-9 * (System.nanoTime() - start) * cameras * Clip.PICTURES_PER_SECOND;
      double ofWorker = (worker.allocatedBytes() - workerBytes) / pictures;
      double ofAgent = (itself.allocatedBytes() - agentBytes) / pictures - pictureBytes;
      report.add(
          Figure.of("gate-path.worker.garbage", ofWorker, "B/picture")
              .withBar(Bar.atMost(GARBAGE_BYTES))
              .withRival("JavaCV grabber", grabber));
      report.add(
          Figure.of("gate-path.worker.collections", worker.collections(), "in " + seconds + " s")
              .withBar(Bar.atMost(0)));
      report.add(Figure.of("gate-path.agent.garbage", ofAgent, "B/picture beyond its bytes"));
      report.add(
          Figure.of("gate-path.agent.collections", itself.collections(), "in " + seconds + " s"));
    }
  }

  /** A picture, of {@code grabImage}. */
  private static double grabberBytes(SceneClip clip) throws IOException, InterruptedException {
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(clip.elementaryStream().toFile())) {
      grabber.setFormat("h264");
      grabber.start();
      long before = 0;
      int pictures = 0;
      while (pictures < 200 && grabber.grabImage() != null) {
        pictures++;
        before = pictures == 100 ? threads.getCurrentThreadAllocatedBytes() : before;
      }
      return (threads.getCurrentThreadAllocatedBytes() - before) / 100.0;
    }
  }
}
