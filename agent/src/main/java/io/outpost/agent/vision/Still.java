package io.outpost.agent.vision;

/**
 * A JPEG of a picture or of a part of it.
 *
 * @param jpeg owned by the receiver
 * @param width of the JPEG, pixels
 */
public record Still(byte[] jpeg, int width, int height) {}
