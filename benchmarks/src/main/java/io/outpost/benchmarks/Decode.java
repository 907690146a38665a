package io.outpost.benchmarks;

import io.outpost.agent.ingest.AccessUnit;
import io.outpost.benchmarks.Figure.Bar;
import io.outpost.benchmarks.WorkerDecoder.Gate;
import java.nio.file.Path;
import java.util.ArrayList;
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
 *   <li>{@code .cpu-gated}: the worker with the gate as strict mode has it
 *   <li>{@code .cpu-gated-every-picture}: the same with every picture compared with its scene
 *   <li>{@code .eco}: the worker with the gate as eco mode has it, key pictures alone, against bare
 *       decoding of all of them
 *   <li>{@code .picture}: milliseconds a picture, of the worker and of bare decoding
 * </ul>
 */
final class Decode implements Benchmark {
  private static final int WORKER = 0;
  private static final int WITH_AGENT = 1;
  private static final int GATED = 2;
  private static final int EVERY_PICTURE = 3;
  private static final int ECO = 4;
  private static final int FFMPEG = 5;
  private static final int JAVACV = 6;

  /** Of the figures of the first contenders. */
  private static final List<String> NAMES =
      List.of(".cpu", ".cpu-with-agent", ".cpu-gated", ".cpu-gated-every-picture");

  private static final String FFMPEG_UNIT = "x ffmpeg -threads 1";
  private static final Bar BAR = Bar.atMost(1.03);

  private final List<Clip> clips;
  private final int quickRounds;

  private Decode(List<Clip> clips, int quickRounds) {
    this.clips = clips;
    this.quickRounds = quickRounds;
  }

  Decode() {
    this(List.of(Clip.MAIN, Clip.SUB, Clip.HEVC_MAIN, Clip.HEVC_SUB), 3);
  }

  /** Its short form has rounds enough for a ratio that can be compared. */
  static Decode guarded() {
    return new Decode(List.of(Clip.MAIN, Clip.SUB), 7);
  }

  @Override
  public void run(boolean quick, Report report) throws Exception {
    try (WorkerDecoder ours = new WorkerDecoder()) {
      for (Clip full : clips) {
        Clip clip = quick ? full.shortened() : full;
        figures(clip, contest(ours, clip, quick ? quickRounds : 9)).forEach(report::add);
      }
    }
  }

  private static Contest contest(WorkerDecoder ours, Clip clip, int rounds) throws Exception {
    Path file = clip.file();
    List<AccessUnit> units = WorkerDecoder.units(clip);
    double[] worker = new double[1];
    return Contest.run(
        rounds,
        () -> worker[0] = ours.decode(units, Gate.NONE),
        () -> worker[0] + ours.agentNanos(),
        () -> ours.decode(units, Gate.STRICT),
        () -> ours.decode(units, Gate.EVERY_PICTURE),
        () -> ours.decode(units, Gate.ECO),
        () -> bareDecoding(file),
        () -> Cpu.nanosOf(() -> grabAll(file)));
  }

  /** The bar is that of whole pictures, where decoding is most of the work. */
  private static List<Figure> figures(Clip clip, Contest contest) {
    String name = "decode." + clip.name();
    double javacv = contest.ratio(JAVACV, FFMPEG);
    List<Figure> figures = new ArrayList<>();
    for (int contender : new int[] {WORKER, WITH_AGENT, GATED, EVERY_PICTURE}) {
      Figure figure =
          Figure.of(name + NAMES.get(contender), contest.ratio(contender, FFMPEG), FFMPEG_UNIT)
              .withRival("JavaCV grabber", javacv);
      boolean promised = clip.height() == 1080 && (contender == WORKER || contender == GATED);
      figures.add(promised ? figure.withBar(BAR) : figure);
    }
    figures.add(Figure.of(name + ".eco", contest.ratio(ECO, FFMPEG), FFMPEG_UNIT));
    double nanosToMillisAPicture = 1e-6 / clip.pictures();
    figures.add(
        Figure.of(name + ".picture", contest.median(WORKER) * nanosToMillisAPicture, "ms CPU")
            .withRival("ffmpeg", contest.median(FFMPEG) * nanosToMillisAPicture));
    return figures;
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
