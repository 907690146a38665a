package io.outpost.agent.vision;

/**
 * H.264 as the drawn clip is encoded.
 *
 * @param width pixels, even
 * @param height pixels, even
 * @param keyInterval a key picture every so many
 */
public record EncoderSpec(
    int width, int height, int framesPerSecond, int keyInterval, int bitsPerSecond) {}
