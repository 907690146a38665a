package io.outpost.agent.analysis;

/**
 * A Kalman filter for one coordinate that moves at a nearly constant velocity. Random acceleration
 * is white noise in continuous time, so that predicting over two short intervals equals predicting
 * over their sum: pictures may come at any spacing.
 */
final class ConstantVelocity {
  private double position;
  private double velocity;
  // The symmetric covariance of position and velocity.
  private double positionVariance;
  private double covariance;
  private double velocityVariance;

  ConstantVelocity(double position, double positionVariance, double velocityVariance) {
    this.position = position;
    this.positionVariance = positionVariance;
    this.velocityVariance = velocityVariance;
  }

  /**
   * @param density spectral density of the acceleration: by how much the velocity's variance grows
   *     in a second
   */
  void predict(double seconds, double density) {
    position += velocity * seconds;
    positionVariance +=
        seconds * (2 * covariance + seconds * velocityVariance)
            + density * seconds * seconds * seconds / 3;
    covariance += seconds * velocityVariance + density * seconds * seconds / 2;
    velocityVariance += density * seconds;
  }

  void update(double measured, double variance) {
    double total = positionVariance + variance;
    double positionGain = positionVariance / total;
    double velocityGain = covariance / total;
    double surprise = measured - position;
    position += positionGain * surprise;
    velocity += velocityGain * surprise;
    velocityVariance -= velocityGain * covariance;
    covariance *= 1 - positionGain;
    positionVariance *= 1 - positionGain;
  }

  /** Forgets the velocity: nothing supports going on changing. */
  void halt() {
    velocity = 0;
  }

  /** Square of the Mahalanobis distance of a measurement from the prediction. */
  double squaredDistance(double measured, double variance) {
    double surprise = measured - position;
    return surprise * surprise / (positionVariance + variance);
  }

  double position() {
    return position;
  }

  double velocity() {
    return velocity;
  }
}
