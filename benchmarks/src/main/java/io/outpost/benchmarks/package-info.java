/**
 * Every measured figure of the project, each against a rival measured in the same run.
 *
 * <p>{@link io.outpost.benchmarks.Main} names the questions; each class here or below answers one.
 * A figure that matters is a ratio of two things measured alternately in one run, so that it holds
 * on a slower machine too; absolute figures are told beside it with the machine they were measured
 * on. Nothing here is shipped, and only here do rivals (JavaCV, the ffmpeg program, libavformat)
 * stand on a class path.
 */
@NullMarked
package io.outpost.benchmarks;

import org.jspecify.annotations.NullMarked;
