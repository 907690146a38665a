package io.outpost.agent.analysis;

/**
 * How fast something changes: the slope of a line through places at times.
 *
 * @param value a second
 * @param variance of it
 */
record Slope(double value, double variance) {
  /**
   * By weighted least squares. Where places scatter by more than their variances, the scatter
   * counts.
   *
   * @param seconds at least three, not all the same
   * @param variances of the places, all greater than 0
   */
  static Slope of(double[] seconds, double[] places, double[] variances) {
    double weights = 0;
    double meanTime = 0;
    double meanPlace = 0;
    for (int i = 0; i < seconds.length; i++) {
      weights += 1 / variances[i];
      meanTime += seconds[i] / variances[i];
      meanPlace += places[i] / variances[i];
    }
    meanTime /= weights;
    meanPlace /= weights;
    double times = 0;
    double products = 0;
    for (int i = 0; i < seconds.length; i++) {
      double weighted = (seconds[i] - meanTime) / variances[i];
      times += weighted * (seconds[i] - meanTime);
      products += weighted * (places[i] - meanPlace);
    }
    double slope = products / times;
    double scatter = 0;
    for (int i = 0; i < seconds.length; i++) {
      double off = places[i] - meanPlace - slope * (seconds[i] - meanTime);
      scatter += off * off / variances[i];
    }
    return new Slope(slope, Math.max(1, scatter / (seconds.length - 2)) / times);
  }
}
