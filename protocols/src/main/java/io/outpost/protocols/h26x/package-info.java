/**
 * H.264 and H.265 on RTP (RFC 6184, RFC 7798): NAL units, parameter sets and as much of the slice
 * header as tells where a picture starts; depacketisers that carry the quirks of real cameras, and
 * packetisers.
 *
 * <p>Nothing here decodes. What a parameter set promises is checked against limits before any
 * decoder sees it.
 */
@NullMarked
package io.outpost.protocols.h26x;

import org.jspecify.annotations.NullMarked;
