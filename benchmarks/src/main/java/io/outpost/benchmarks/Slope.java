package io.outpost.benchmarks;

import java.io.IOException;

/**
 * What one more camera costs: the CPU of one contender at a number of cameras and at a third of it.
 * What the programs cost by themselves is in both, and falls out.
 *
 * <p>Both are taken from the same processes, the larger number first, when they have settled: what
 * compilers and learning still do by then is in the larger one and makes it dearer. Where the
 * machine does not keep up, half as many cameras are tried, for what is late looks cheap.
 *
 * @param coresACamera the slope
 * @param cameras the larger number
 * @param cores at the larger number, the programs themselves included
 */
record Slope(double coresACamera, int cameras, double cores) {
  /** Of the machine, for contender and cameras together. */
  private static final double MOST_LOAD = 0.7;

  private static final int LEAST_CAMERAS = 2;

  /**
   * How much, and for how long.
   *
   * @param settleSeconds in which gates fall asleep and compilers find what is hot
   * @param seconds each number of cameras is measured for
   */
  record Plan(int cameras, int settleSeconds, int seconds) {}

  /** Begins with so many cameras. */
  interface Start {
    Pulled with(int cameras) throws Exception;
  }

  static Slope measure(Start start, Plan plan, Station station) throws Exception {
    try (Pulled pulled = start.with(plan.cameras)) {
      Pause.seconds(plan.settleSeconds);
      int cameras = plan.cameras;
      Window many = Window.measure(pulled, station, plan.seconds);
      while (Pause.settles() && !many.keptUp()) {
        if (cameras / 2 < LEAST_CAMERAS) {
          throw new IllegalStateException(
              cameras + " cameras are too many for this machine: " + many + "; use more cores");
        }
        cameras /= 2;
        fewer(pulled, cameras, plan);
        many = Window.measure(pulled, station, plan.seconds);
      }
      int few = Math.max(1, cameras / 3);
      fewer(pulled, few, plan);
      Window less = Window.measure(pulled, station, plan.seconds);
      return new Slope((many.cores - less.cores) / (cameras - few), cameras, many.cores);
    }
  }

  private static void fewer(Pulled pulled, int cameras, Plan plan) throws Exception {
    pulled.keep(cameras);
    Pause.seconds(Math.max(1, plan.settleSeconds / 6));
  }

  double camerasACore() {
    return 1 / coresACamera;
  }

  /** What was spent in a stretch of time. */
  private record Window(double cores, double stationCores, long dropped) {
    static Window measure(Pulled pulled, Station station, int seconds)
        throws IOException, InterruptedException {
      pulled.dropped();
      long cpu = pulled.cpuNanos();
      long stationCpu = station.cpuNanos();
      long start = System.nanoTime();
      Pause.seconds(seconds);
      double nanos = System.nanoTime() - start;
      return new Window(
          (pulled.cpuNanos() - cpu) / nanos,
          (station.cpuNanos() - stationCpu) / nanos,
          pulled.dropped());
    }

    boolean keptUp() {
      int machine = Runtime.getRuntime().availableProcessors();
      return dropped == 0 && cores + stationCores <= MOST_LOAD * machine;
    }
  }
}
