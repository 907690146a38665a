package io.outpost.benchmarks;

import io.outpost.agent.ingest.AccessUnit;
import io.outpost.benchmarks.Figure.Bar;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacv.FFmpegFrameGrabber;

/**
 * What does our decode path cost, beside bare decoding by the same FFmpeg and beside the grabber
 * most Java programs use? CPU time, every picture of the same clip. {@code benchmarks/run decode}.
 *
 * <ul>
 *   <li>{@code .cpu}: the worker against {@code ffmpeg -threads 1 -f null -}
 *   <li>{@code .cpu-with-agent}: the worker and the agent's side of the socket against the same
 *   <li>{@code .picture}: milliseconds a picture, of the worker and of bare decoding
 * </ul>
 */
final class Decode implements Benchmark {
  private static final int WORKER = 0;
  private static final int WITH_AGENT = 1;
  private static final int FFMPEG = 2;
  private static final int JAVACV = 3;

  private static final Bar BAR = Bar.atMost(1.03);

  @Override
  public void run(boolean quick, Report report) throws Exception {
    try (WorkerDecoder ours = new WorkerDecoder()) {
      for (Clip full : List.of(Clip.MAIN, Clip.SUB)) {
        Clip clip = quick ? full.shortened() : full;
        Path file = clip.file();
        List<AccessUnit> units = WorkerDecoder.units(clip);
        double[] worker = new double[1];
        Contest contest =
            Contest.run(
                quick ? 3 : 9,
                () -> worker[0] = ours.decode(units),
                () -> worker[0] + ours.agentNanos(),
                () -> bareDecoding(file),
                () -> Cpu.nanosOf(() -> grabAll(file)));
        figures(clip, contest).forEach(report::add);
      }
    }
  }

  /** The bar is that of whole pictures, where decoding is most of the work. */
  private static List<Figure> figures(Clip clip, Contest contest) {
    String name = "decode." + clip.name();
    double javacv = contest.ratio(JAVACV, FFMPEG);
    double nanosToMillisAPicture = 1e-6 / clip.pictures();
    Figure cpu =
        Figure.of(name + ".cpu", contest.ratio(WORKER, FFMPEG), "x ffmpeg -threads 1")
            .withRival("JavaCV grabber", javacv);
    return List.of(
        clip.name().equals(Clip.MAIN.name()) ? cpu.withBar(BAR) : cpu,
        Figure.of(
                name + ".cpu-with-agent", contest.ratio(WITH_AGENT, FFMPEG), "x ffmpeg -threads 1")
            .withRival("JavaCV grabber", javacv),
        Figure.of(name + ".picture", contest.median(WORKER) * nanosToMillisAPicture, "ms CPU")
            .withRival("ffmpeg", contest.median(FFMPEG) * nanosToMillisAPicture));
  }

  private static long grabAll(Path file) throws Exception {
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile())) {
      grabber.setVideoOption("threads", "1");
      grabber.start();
      long pictures = 0;
      while (grabber.grabImage() != null) {
        pictures++;
      }
      return pictures;
    }
  }

  /** The same FFmpeg build; what it takes to start and to show one picture is not counted. */
  private static double bareDecoding(Path file) throws Exception {
    String program = Loader.load(ffmpeg.class);
    List<String> start = List.of(program, "-v", "error", "-threads", "1", "-i", file.toString());
    long whole = Cpu.nanosOf(plus(start, List.of("-an", "-f", "null", "-")));
    long first = Cpu.nanosOf(plus(start, List.of("-an", "-frames:v", "1", "-f", "null", "-")));
    return whole - first;
  }

  private static List<String> plus(List<String> a, List<String> b) {
    return Stream.concat(a.stream(), b.stream()).toList();
  }
}
