package io.outpost.agent.restream;

import java.util.Locale;

/** Why a viewer sees no more of a stream. */
enum EndReason {
  /** By its own wish. */
  LEFT,
  /** More was waiting for it than may. */
  TOO_SLOW,
  /** What follows is not what was described to it. */
  CODEC_CHANGED,
  /** The camera was removed, switched off or changed. */
  STREAM_REMOVED,
  /** Nothing was heard of it for too long. */
  SILENT,
  /** As many view as may; it came between another's question and answer. */
  FULL,
  /** A picture could not be put into packets. */
  FAILED;

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
