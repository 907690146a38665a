package io.outpost.agent.evaluate;

import java.util.Optional;

/**
 * A captured face as its event tells it.
 *
 * @param at of the best shot, seconds
 * @param widthPixels of the face
 * @param quality overall, 0..1
 * @param image the crop, by its SHA-256; empty where there is none
 */
public record Shot(
    long track, double at, double widthPixels, double quality, Seen seen, Optional<String> image) {}
