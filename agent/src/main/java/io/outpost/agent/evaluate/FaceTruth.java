package io.outpost.agent.evaluate;

import io.outpost.agent.camera.Polygon;
import java.util.Optional;

/**
 * One person whose face could be seen, as a person saw it.
 *
 * @param when it could be seen
 * @param best when it is best to be seen
 * @param widthPixels how wide the face is where it is widest
 * @param area where in the picture it is, where that tells it from what is no face
 * @param either it may be captured or not: it counts neither way
 * @param tolerance how far outside {@code when} a capture may lie, seconds
 */
public record FaceTruth(
    Span when,
    Optional<Span> best,
    Optional<Double> widthPixels,
    Optional<Polygon> area,
    boolean either,
    double tolerance) {}
