package io.outpost.agent.vision;

import io.outpost.agent.camera.Polygon;

/**
 * What is drawn on a copy of a still.
 *
 * @param zone where something is
 * @param box what is there
 */
public record Marks(Polygon zone, Box box) {}
