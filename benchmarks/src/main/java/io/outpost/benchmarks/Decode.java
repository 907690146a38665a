package io.outpost.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacv.FFmpegFrameGrabber;

/**
 * What does our decode path cost, beside bare decoding and beside the grabber most Java programs
 * use? {@code benchmarks/run decode}.
 */
final class Decode implements Benchmark {
  private static final int JAVACV = 0;
  private static final int FFMPEG = 1;

  @Override
  public void run(boolean quick, Report report) throws Exception {
    for (Clip full : List.of(Clip.MAIN, Clip.SUB)) {
      Clip clip = quick ? full.shortened() : full;
      Path file = clip.file();
      Contest contest =
          Contest.run(
              quick ? 3 : 9, () -> Cpu.nanosOf(() -> grabAll(file)), () -> bareDecoding(file));
      double perPicture = 1e6 * clip.pictures();
      report.add(
          Figure.of(
                  "decode." + clip.name() + ".bare",
                  contest.median(FFMPEG) / perPicture,
                  "ms CPU/picture")
              .withRival("JavaCV FFmpegFrameGrabber", contest.median(JAVACV) / perPicture));
    }
  }

  static long grabAll(Path file) throws Exception {
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
  static double bareDecoding(Path file) throws Exception {
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
