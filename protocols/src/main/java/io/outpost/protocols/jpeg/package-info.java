/** Motion JPEG on RTP (RFC 2435): headers that leave most of a JPEG out, and how to put it back. */
@NullMarked
package io.outpost.protocols.jpeg;

import org.jspecify.annotations.NullMarked;
