package io.outpost.agent.vision;

import io.outpost.agent.camera.ObjectClass;
import java.util.Optional;

/**
 * Something a detector found in one picture.
 *
 * @param score the detector's confidence, 0..1
 * @param face present for faces only
 */
public record Detection(
    ObjectClass objectClass, Box box, double score, Optional<FaceQuality> face) {}
