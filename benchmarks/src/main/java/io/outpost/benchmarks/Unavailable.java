package io.outpost.benchmarks;

/** Something a benchmark needs is not on this machine; the message says what to do. */
final class Unavailable extends Exception {
  private static final long serialVersionUID = 1L;

  Unavailable(String message) {
    super(message);
  }
}
