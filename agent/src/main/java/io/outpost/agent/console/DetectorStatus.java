package io.outpost.agent.console;

import java.util.Optional;

/**
 * What looks at a camera's pictures now.
 *
 * @param purpose the key under which it is chosen, {@code faces} or {@code bodies}
 * @param name as in events
 * @param version as in events
 * @param message why the one that was chosen does not
 */
public record DetectorStatus(
    String purpose, String name, String version, Optional<String> message) {}
