/**
 * Wire formats and protocol state machines, sans-I/O: bytes in, values out. No sockets, threads,
 * clocks or logging.
 */
@NullMarked
package io.outpost.protocols;

import org.jspecify.annotations.NullMarked;
