package io.outpost.agent.plan;

/**
 * What a box can give, and how many cameras that serves.
 *
 * @param cores of the machine
 * @param memoryBytes of the machine
 */
public record Capacity(int cores, long memoryBytes) {
  /** A box that is busier than this falls behind at the first gust of wind. */
  private static final double USABLE_SHARE = 0.8;

  /** Agent and workers without a camera. */
  private static final long BASE_BYTES = 600L << 20;

  /**
   * An answer.
   *
   * @param count how many cameras fit
   * @param binds what the next one would lack
   */
  public record Fit(int count, Resource binds) {}

  /**
   * How much of what may be used is asked for.
   *
   * @param cores 1 when all is taken, more when it is not enough
   * @param memory likewise
   * @param binds what runs out first
   */
  public record Load(double cores, double memory, Resource binds) {
    /** Whether there is enough of both. */
    public boolean fits() {
      return cores <= 1 && memory <= 1;
    }
  }

  /** How many cameras fit that each want this. */
  public Fit fit(Demand each) {
    double byCores = usableCores() / each.totalCores();
    double byMemory = usableBytes() / Math.max(1, each.memoryBytes());
    boolean memoryBinds = byMemory < byCores;
    return new Fit(
        (int) Math.floor(Math.max(0, Math.min(byCores, byMemory))),
        memoryBinds ? Resource.MEMORY : each.heaviest());
  }

  /** What all cameras together take of it. */
  public Load load(Demand all) {
    double byCores = all.totalCores() / usableCores();
    double byMemory =
        usableBytes() > 0 ? all.memoryBytes() / usableBytes() : Double.POSITIVE_INFINITY;
    return new Load(byCores, byMemory, byMemory > byCores ? Resource.MEMORY : all.heaviest());
  }

  private double usableCores() {
    return cores * USABLE_SHARE;
  }

  private double usableBytes() {
    return memoryBytes * USABLE_SHARE - BASE_BYTES;
  }
}
