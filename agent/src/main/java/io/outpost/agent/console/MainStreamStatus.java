package io.outpost.agent.console;

import java.util.Optional;

/**
 * How the main stream does that is pulled for stills beside the analysed one.
 *
 * @param state in one word: as a camera's, {@code idle} while the analysed stream is down, or
 *     {@code held-back} while the camera seems to have no session for it
 * @param reason why it does not stream, in one word, as in metrics and logs
 * @param message the same in one line without credentials, with what to do
 */
public record MainStreamStatus(String state, Optional<String> reason, Optional<String> message) {}
