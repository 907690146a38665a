package io.outpost.agent.evaluate;

import java.util.Optional;

/**
 * A lane occupation as its events tell it.
 *
 * @param objectClass its label
 * @param when from entering, which is the dwell before the event began, to its end
 * @param seen at the threshold
 * @param image the scene at the threshold, by its SHA-256; empty where there is none
 */
public record Occupation(
    long track, String lane, String objectClass, Span when, Seen seen, Optional<String> image) {}
