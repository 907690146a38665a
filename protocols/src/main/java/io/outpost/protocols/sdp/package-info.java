/**
 * Session descriptions (RFC 4566) as cameras write them: read tolerantly, because all that is
 * needed from them is which video track there is and how it is coded.
 */
@NullMarked
package io.outpost.protocols.sdp;

import org.jspecify.annotations.NullMarked;
