/**
 * The programs that {@code benchmarks/run ingest} and the {@code rtsp-} benchmarks run beside
 * themselves, each in a JVM of its own: a station of simulated cameras, our ingestion, and
 * libavformat as its rival. They obey lines on standard input, answer each with one line on
 * standard output, and end when their input does.
 */
@NullMarked
package io.outpost.benchmarks.streams;

import org.jspecify.annotations.NullMarked;
