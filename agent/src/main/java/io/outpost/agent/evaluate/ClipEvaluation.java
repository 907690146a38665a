package io.outpost.agent.evaluate;

import io.outpost.agent.replay.Replay;
import java.nio.file.Path;

/**
 * What came of a clip.
 *
 * @param folder with its {@code events.jsonl} and {@code images/}
 */
public record ClipEvaluation(
    Truth truth, Told told, Outcome outcome, Replay.Summary summary, Path folder) {}
