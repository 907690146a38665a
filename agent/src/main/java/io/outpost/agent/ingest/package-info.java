/**
 * From a camera's stream to access units with a capture time.
 *
 * <p>{@link io.outpost.agent.ingest.Ingest} owns all streams. Each is an {@link
 * io.outpost.agent.ingest.RtspSource}: a retry loop around one connection at a time, driven by the
 * sans-I/O client of {@code io.outpost.protocols.rtsp}. A source lives on one event loop;
 * everything about it happens there, so nothing in it is locked. All cameras share one or two
 * loops, and an idle camera costs no thread. Where several want the same stream, a {@link
 * io.outpost.agent.ingest.SharedPull} opens it for the first of them and ends it with the last.
 *
 * <p>A stream is judged by the pictures it yields, not by its bytes. Whatever ends it has a reason
 * ({@link io.outpost.agent.ingest.StreamFailure.Reason}) that says what to do about it; the source
 * waits, with full jitter and growing patience, and tries again for as long as it is open. {@link
 * io.outpost.agent.ingest.ConnectBudget} keeps a whole station coming back at once from drowning
 * the agent or a recorder that hosts many cameras.
 */
@NullMarked
package io.outpost.agent.ingest;

import org.jspecify.annotations.NullMarked;
