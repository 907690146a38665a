package io.outpost.protocols.rtp;

/** A source leaves (RFC 3550 6.6). */
public record Goodbye(int ssrc) implements RtcpPacket {}
