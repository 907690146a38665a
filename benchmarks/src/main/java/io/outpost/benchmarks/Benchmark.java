package io.outpost.benchmarks;

/** Answers one question with figures. */
interface Benchmark {
  /**
   * @param quick a short form whose ratios are rough: enough to see that it runs and that nothing
   *     fell by a half
   */
  void run(boolean quick, Report report) throws Exception;
}
