package io.outpost.benchmarks;

import io.outpost.benchmarks.Figure.Bar;
import io.outpost.benchmarks.micro.VideoSecond;
import io.outpost.benchmarks.streams.LibavPuller;
import io.outpost.benchmarks.streams.OutpostPuller;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;

/**
 * What does it cost to receive cameras that nobody decodes? {@code benchmarks/run ingest}.
 *
 * <ul>
 *   <li>{@code ingest.depacketise.*}: one 1080p H.264 camera at 4 Mbit/s, without the network: CPU
 *       time, and garbage beyond the pictures themselves
 *   <li>{@code ingest.200x2750k.*}, {@code ingest.200x4000k.*}: 200 cameras over RTSP/TCP on
 *       loopback, our ingestion against libavformat's demuxer on the same cameras, in turns
 * </ul>
 */
final class IngestLoad implements Benchmark {
  private static final int OURS = 0;
  private static final int LIBAV = 1;
  private static final double MIB = 1 << 20;

  /** The smallest object of a JVM: a packet that left one behind would show. */
  private static final double SMALLEST_OBJECT_BYTES = 16;

  private static final String DEPACKETISE = "DepacketiseBenchmark\\..*";

  private final Load shortForm;

  private IngestLoad(Load shortForm) {
    this.shortForm = shortForm;
  }

  IngestLoad() {
    this(new Load(20, 1, 1, 1, 0.5));
  }

  /** Its short form is long enough for compilers to be done, and its ratio to be compared. */
  static IngestLoad guarded() {
    return new IngestLoad(new Load(50, 3, 3, 3, 0.5));
  }

  @Override
  public void run(boolean quick, Report report) throws Exception {
    depacketise(Micro.measure(quick, DEPACKETISE), report);
    if (quick) {
      load(Clip.STREAM, shortForm, report);
    } else {
      load(Clip.STATION, new Load(200, 5, 10, 7, 0.1), report);
      load(Clip.STREAM, new Load(200, 5, 10, 5, 0.1), report);
    }
  }

  private static void depacketise(Collection<RunResult> results, Report report) throws Exception {
    VideoSecond second = VideoSecond.load();
    for (RunResult result : results) {
      String name = result.getParams().getBenchmark().replaceFirst(".*\\.", "ingest.depacketise.");
      double percent = result.getPrimaryResult().getScore() * 1e-6 * 100;
      double garbage = Micro.garbageBytes(result) - second.pictureBytes();
      report.add(Figure.of(name + ".cpu", percent, "% of a core").withBar(Bar.atMost(0.5)));
      report.add(
          Figure.of(name + ".garbage", garbage / second.packets(), "B/packet beyond pictures")
              .withBar(Bar.atMost(SMALLEST_OBJECT_BYTES)));
    }
  }

  /**
   * How much, and for how long.
   *
   * @param settleSeconds from the first pictures of all cameras on, not counted
   * @param seconds measured in a round
   * @param tolerance the part of the pictures that may come too early or too late to be counted
   */
  private record Load(int cameras, int settleSeconds, int seconds, int rounds, double tolerance) {}

  private static void load(Clip clip, Load load, Report report) throws Exception {
    String name = "ingest." + load.cameras + "x" + clip.kilobitsPerSecond() + "k";
    try (Station station = new Station(0, clip);
        Puller ours =
            new Puller(Child.start(OutpostPuller.class, Child.AGENT_FLAGS), station, load);
        Puller libav =
            new Puller(Child.start(LibavPuller.class, Child.SMALL_FLAGS), station, load)) {
      Contest contest = Contest.run(load.rounds, ours::round, libav::round);
      double cores = contest.median(OURS);
      Figure cpu =
          Figure.of(name + ".cpu", cores, "cores").withRival("libavformat", contest.median(LIBAV));
      boolean promised = clip.equals(Clip.STATION);
      report.add(promised ? cpu.withBar(Bar.atMost(0.08)) : cpu);
      report.add(
          Figure.of(name + ".cpu-ratio", contest.ratio(OURS, LIBAV), "x libavformat")
              .withBar(Bar.atMost(promised ? 0.25 : 1 / 3.0)));
      report.add(
          Figure.of(name + ".memory", ours.residentBytes / MIB, "MiB resident")
              .withRival("libavformat", libav.residentBytes / MIB)
              .withBar(Bar.atMost(libav.residentBytes / MIB)));
      report.add(
          Figure.of(name + ".memory-growth", ours.grownBytes() / MIB, "MiB for the streams")
              .withRival("libavformat", libav.grownBytes() / MIB));
      report.add(
          Figure.of(name + ".garbage", ours.garbagePerPicture(), "B/picture beyond its bytes"));
    }
  }

  /** One of the contenders: opens all cameras, settles, is measured, closes them. */
  private static final class Puller implements AutoCloseable {
    private static final long OPEN_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Child child;
    private final String url;
    private final Load load;
    private final long idleBytes;
    private long residentBytes;
    private double garbage;

    Puller(Child child, Station station, Load load) throws Exception {
      this.child = child;
      this.url = "rtsp://127.0.0.1:" + station.port() + "/camera";
      this.load = load;
      this.idleBytes = child.residentBytes();
    }

    /** Cores in use. */
    double round() throws Exception {
      long before = count()[0];
      child.ask("open " + load.cameras + " " + url);
      awaitPictures(before + (long) load.cameras * Clip.PICTURES_PER_SECOND);
      TimeUnit.SECONDS.sleep(load.settleSeconds);
      long[] counted = count();
      long cpu = child.cpuNanos();
      long start = System.nanoTime();
      TimeUnit.SECONDS.sleep(load.seconds);
      double busyNanos = child.cpuNanos() - cpu;
      double seconds = (System.nanoTime() - start) * 1e-9;
      long[] after = count();
      long pictures = after[0] - counted[0];
      double due = load.cameras * seconds * Clip.PICTURES_PER_SECOND;
      if (Math.abs(pictures - due) > due * load.tolerance) {
        throw new IllegalStateException(
            pictures
                + " pictures in "
                + seconds
                + " s, expected "
                + Math.round(due)
                + ": the machine is too busy for the cameras; try again when it is not");
      }
      residentBytes = Math.max(residentBytes, child.residentBytes());
      garbage = (double) (after[2] - counted[2] - (after[1] - counted[1])) / pictures;
      child.ask("close");
      // What came late in one round and early in the next is paid for where it came.
      return busyNanos / pictures * load.cameras * Clip.PICTURES_PER_SECOND * 1e-9;
    }

    private long[] count() throws Exception {
      return Child.numbers(child.ask("count"));
    }

    private void awaitPictures(long count) throws Exception {
      long deadline = System.nanoTime() + OPEN_LIMIT_NANOS;
      while (count()[0] < count) {
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException("not all cameras stream after a minute");
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }

    long grownBytes() {
      return residentBytes - idleBytes;
    }

    double garbagePerPicture() {
      return garbage;
    }

    @Override
    public void close() throws IOException {
      child.close();
    }
  }
}
