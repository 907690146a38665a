/**
 * What HTTP and RTSP share: the text of headers, and authentication by Basic and Digest (RFC 7235,
 * RFC 7616, RFC 7617), as a client that answers challenges and as a server that makes them.
 *
 * <p>A password is a supplier that is asked while an answer is computed; nothing here keeps or
 * prints one. Nonces come in as arguments too: this package has no source of chance.
 */
@NullMarked
package io.outpost.protocols.http;

import org.jspecify.annotations.NullMarked;
