package io.outpost.protocols.rtp;

/** The codecs cameras send, named as in the SDP {@code rtpmap} (RFC 6184, RFC 7798, RFC 2435). */
public enum VideoCodec {
  H264,
  H265,
  JPEG
}
