package io.outpost.protocols.h26x;

/** What a NAL unit means for the putting together of pictures. */
enum NalKind {
  /** VPS, SPS or PPS: kept apart, and written in front of the pictures that need it. */
  PARAMETER_SET,
  /** The slice with the first block of a picture. */
  FIRST_SLICE,
  /** Any other slice. */
  LATER_SLICE,
  /** Goes with the picture: SEI. */
  OTHER,
  /** Says nothing to a decoder of one layer: delimiters, filler, other layers, reserved types. */
  IGNORED
}
