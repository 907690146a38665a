package io.outpost.agent.ingest;

/** Why coded pictures that were kept, or were to be kept, are not; a metric's label. */
public enum BufferDrop {
  /** The camera holds as much as any one camera may. */
  CAMERA_LIMIT,
  /** All cameras together hold as much as they may, and this one no less than its share. */
  TOTAL_LIMIT,
  /** All together hold as much as they may, and another one had less than its share. */
  GAVE_WAY,
  /** All together hold as much as they may, and nothing of it could give way. */
  REFUSED
}
