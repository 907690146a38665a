package io.outpost.agent.vision;

import io.outpost.agent.vision.model.ModelNumbers;
import java.time.Duration;

/**
 * What a detector takes.
 *
 * @param call median of its calls, on one core, the scaling of the picture included
 * @param numbers of its weights
 */
public record DetectorTime(Duration call, ModelNumbers numbers) {}
