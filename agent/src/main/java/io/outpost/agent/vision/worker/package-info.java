/**
 * The vision worker: the only place where FFmpeg, TensorFlow Lite and OpenCV run. A process of its
 * own, with no network, no secrets and nothing to write to, because whatever a camera sends ends up
 * in native code here.
 *
 * <p><b>Threads.</b> One reads a connection's requests. One {@link
 * io.outpost.agent.vision.worker.VisionThread} per core does the work; whatever belongs to one
 * stream, clip or encoder is done by the same one, in order, so that nothing here needs a lock but
 * the writing of answers. Each vision thread has its own interpreters.
 *
 * <p><b>Native memory.</b> Whoever opens it closes it. Each {@code av_*_alloc} is wrapped in a
 * class whose {@code close} frees it, and {@link io.outpost.agent.vision.worker.NativeObjects}
 * counts what is open, so that a test can see that nothing stays behind. Frames and packets are
 * used again.
 *
 * <p><b>Installed detectors.</b> An agent hands them over as bytes, before it opens a stream; each
 * vision thread loads its own. What runs a model is a {@link
 * io.outpost.agent.vision.worker.Network}, what reads its outputs a {@link
 * io.outpost.agent.vision.worker.BoxDecoder}. OpenCV is loaded with the first ONNX model.
 *
 * <p><b>Left out.</b> Hardware decoding, audio, and any memory of a stream beyond its decoder and
 * the pictures of its last batch.
 */
@NullMarked
package io.outpost.agent.vision.worker;

import org.jspecify.annotations.NullMarked;
