package io.outpost.agent.console;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a camera is doing.
 *
 * @param state in one word, such as {@code streaming}
 * @param since when it came into this state
 * @param reason why it does not stream, in one word, as in metrics and logs
 * @param message the same in one line without credentials, with what to do
 * @param framesPerSecond coded pictures that arrive
 * @param lastEvent capture time of its latest event
 * @param mainStream where it is pulled for stills beside the analysed one
 */
public record CameraStatus(
    String id,
    String state,
    Instant since,
    Optional<String> reason,
    Optional<String> message,
    OptionalDouble framesPerSecond,
    Optional<Instant> lastEvent,
    Optional<MainStreamStatus> mainStream) {}
