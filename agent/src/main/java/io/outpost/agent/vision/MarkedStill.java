package io.outpost.agent.vision;

import java.util.Optional;

/**
 * A still as it was taken, and a copy of it with marks drawn on it.
 *
 * @param marked of the same size; empty where no marks were asked for
 */
public record MarkedStill(Still plain, Optional<Still> marked) {}
