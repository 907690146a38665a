package io.outpost.agent.vision;

import io.outpost.agent.ingest.AccessUnit;

/**
 * One access unit for the worker to decode.
 *
 * @param analyse whether the detectors run on its picture
 */
public record Look(AccessUnit unit, boolean analyse) {}
