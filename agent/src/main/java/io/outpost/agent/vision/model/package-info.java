/**
 * Detectors that a user brings: a model, and a manifest that says what it takes and what its
 * numbers mean.
 *
 * <p>A manifest is read with the care of any configuration ({@link
 * io.outpost.agent.vision.model.ManifestFile}). It names the classes that the agent knows and no
 * other: whatever a model may have learned to tell beside them, of a person above all, has no place
 * to go. A model is a file of somebody else's, so nothing here looks into it: that is done in the
 * vision worker.
 *
 * <p>What is installed ({@link io.outpost.agent.vision.model.ModelFolder}) lies in one folder: a
 * model under its own SHA-256, and a manifest under its name, which is written last. A model that
 * is not the one of its manifest any more is not used.
 *
 * <p>No threads, no network.
 */
@NullMarked
package io.outpost.agent.vision.model;

import org.jspecify.annotations.NullMarked;
