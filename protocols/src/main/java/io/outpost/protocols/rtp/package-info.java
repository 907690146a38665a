/**
 * RTP and RTCP (RFC 3550): packets, reordering, loss, reports, and the pictures that depacketisers
 * put together.
 */
@NullMarked
package io.outpost.protocols.rtp;

import org.jspecify.annotations.NullMarked;
