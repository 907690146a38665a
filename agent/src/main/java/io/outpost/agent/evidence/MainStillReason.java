package io.outpost.agent.evidence;

import io.outpost.agent.ingest.Absence;
import io.outpost.agent.vision.StillRefusedException;

/** Why a still came from the analysed stream instead of the main one; a metric's label. */
enum MainStillReason {
  /** The main stream is not connected, or was not yet when the picture was taken. */
  DOWN,
  /** Its picture of that moment had not arrived after {@link MainStream#PATIENCE}. */
  NOT_YET,
  /** Its picture of that moment is not kept any more, or never was. */
  NOT_KEPT,
  /** The streams' capture times are known in different ways. */
  TIME_SOURCE,
  /** Its nearest picture is too far from the moment. */
  GAP,
  /** Packets of the group of pictures are missing. */
  LOSSY,
  /** The group of pictures does not decode cleanly. */
  CORRUPT,
  /** It asks for pictures beyond the limits. */
  TOO_LARGE,
  /**
   * Its pictures have another shape than the analysed ones: where the face or mask is, is unknown.
   */
  OTHER_SHAPE,
  /** The vision worker has gone, or the main stream is in quarantine. */
  WORKER;

  static MainStillReason of(Absence absence) {
    return switch (absence) {
      case NOT_YET -> NOT_YET;
      case NOT_KEPT -> NOT_KEPT;
      case TIME_SOURCE -> TIME_SOURCE;
      case GAP -> GAP;
      case LOSSY -> LOSSY;
    };
  }

  static MainStillReason of(StillRefusedException refused) {
    return switch (refused.reason()) {
      case CORRUPT -> CORRUPT;
      case TOO_LARGE -> TOO_LARGE;
      case OTHER_SHAPE -> OTHER_SHAPE;
    };
  }
}
