package io.outpost.agent.evaluate;

import io.outpost.agent.vision.Box;

/**
 * Where something was in its picture.
 *
 * @param width of the picture, pixels
 * @param height of the picture, pixels
 */
public record Seen(Box box, int width, int height) {}
