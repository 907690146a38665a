/**
 * Scenes drawn from a seed, with the truth about them: which body is to be seen in which picture,
 * and where.
 *
 * <p>A {@link io.outpost.benchmarks.scenes.SceneSpec} says what happens, a painter draws any of its
 * pictures at the size of the main stream or of the sub-stream, and {@link
 * io.outpost.benchmarks.scenes.SceneClip} encodes them once into {@code target/scenes}, the truth
 * beside them. All lengths are pixels of the 1920 x 1080 main stream; the sub-stream shows a third
 * of them. The same spec gives the same pictures. No footage is in it: backgrounds are noise,
 * gradients and edges.
 */
@NullMarked
package io.outpost.benchmarks.scenes;

import org.jspecify.annotations.NullMarked;
