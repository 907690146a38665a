package io.outpost.agent.vision.model;

import java.nio.file.Path;

/**
 * A detector on this box.
 *
 * @param manifest the text that the model was read from
 * @param file of the model
 */
public record InstalledModel(DetectorModel model, String manifest, Path file) {}
