package io.outpost.protocols.h26x;

/**
 * Whether a stream's marker bit stands at the end of a picture, as RFC 6184 5.1 and RFC 7798 4.1
 * have it, and nowhere before.
 */
final class MarkerTrust {
  private static final int PICTURES_TO_PROVE = 2;

  private int proofs;
  private boolean refuted;

  /** A whole picture had a marker at its end and at no slice before. */
  void prove() {
    proofs = Math.min(PICTURES_TO_PROVE, proofs + 1);
  }

  /** A marker stood on a slice that was not the last; never to be believed again. */
  void refute() {
    refuted = true;
  }

  boolean isProven() {
    return proofs == PICTURES_TO_PROVE && !refuted;
  }
}
