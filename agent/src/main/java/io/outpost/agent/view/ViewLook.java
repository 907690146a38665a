package io.outpost.agent.view;

import io.outpost.agent.time.CaptureTime;

/**
 * One look at what the whole picture is like.
 *
 * @param mediaMicros of the access unit it was decoded from
 */
public record ViewLook(long mediaMicros, CaptureTime captureTime, Outline outline) {}
