/**
 * The agent's side of the vision worker: access units in, detections out. Nothing native is loaded
 * here.
 */
@NullMarked
package io.outpost.agent.vision;

import org.jspecify.annotations.NullMarked;
